import { Dexie } from "dexie";
import { randomToken } from "rxdb/plugins/utils";
import type { TabChannel } from "../environment.js";
import { EngineError } from "../errors.js";
import { blockToPart } from "./dexie-blocks.js";
import { toEngineError } from "./dexie-errors.js";
import { foldIntoBlocks } from "./dexie-fold.js";
import type { DexieHomeOptions } from "./dexie-home.js";
import {
	type BlockKey,
	type BlockRow,
	blockKeys,
	DAMAGED,
	damagedRows,
	type Head,
	headRow,
	isCounted,
	type LogTable,
	newHead,
	type RecordRow,
	type Row,
	readHead,
	recordsAfter,
} from "./dexie-table.js";
import { FoldGauge } from "./fold-gauge.js";
import type { LoadedLog, Log, LogRecord, Snapshot, WriteAfter } from "./log.js";
import type { Operation } from "./operation.js";
import { seal, unseal } from "./sealed.js";

/** So much is read in one go, some milliseconds' worth. */
const BYTES_PER_SLICE = 256 * 1024;

/** One log in IndexedDB. A commit is one row that is added after the last; whoever comes second meets the first. */
export class DexieLog implements Log {
	readonly #table: LogTable;
	readonly #channel: TabChannel | undefined;
	readonly #options: DexieHomeOptions;
	readonly #tab = randomToken(10);
	#id: string | undefined;
	readonly #gauge: FoldGauge;
	#isLoaded = false;

	constructor(
		table: LogTable,
		options: DexieHomeOptions,
		channel: TabChannel | undefined,
	) {
		this.#table = table;
		this.#channel = channel;
		this.#options = options;
		this.#gauge = new FoldGauge(options.foldFromBytes);
	}

	load(): Promise<LoadedLog> {
		return this.#try(async () => {
			const setAside = this.#setAside(this.#isLoaded);
			const { head, rows, keys } = await this.#readAll();
			const records: LogRecord[] = [];
			let sliceBytes = 0;
			for (const row of rows) {
				sliceBytes += row.bytes.length;
				if (sliceBytes > BYTES_PER_SLICE) {
					await this.#options.pause?.();
					sliceBytes = row.bytes.length;
				}
				const record = this.#read(row);
				// The row itself goes with the next fold.
				const key: BlockKey = [DAMAGED, "", row.key, "", ""];
				if (record === undefined) await setAside({ ...row, key });
				else records.push(record);
			}
			this.#isLoaded = true;
			const place = { table: this.#table, head };
			const parts = keys.map((key) => blockToPart(place, key, setAside));
			return { sequence: lastOf(rows, head.folded), records, parts };
		});
	}

	/**
	 * In one transaction: other tabs wait for it, so each is served in the order in which it came, and whoever comes
	 * second judges again beside what the first has written.
	 */
	async append(after: number, write: WriteAfter): Promise<number | undefined> {
		const sequence = await this.#inTransaction("rw", () =>
			this.#append(after, write),
		);
		if (sequence === "not-my-turn") return this.append(after, write);
		this.#channel?.post(sequence);
		return sequence;
	}

	since(sequence: number): Promise<readonly LogRecord[] | undefined> {
		return this.#inTransaction("r", async () => {
			const [head, rows] = await this.#rowsAfter(sequence);
			if (head.folded > sequence) return undefined;
			return rows.map((row) => this.#mustRead(row));
		});
	}

	isFoldDue(documents: number): boolean {
		return this.#gauge.isFoldDue(documents);
	}

	async fold(snapshot: Snapshot): Promise<boolean> {
		try {
			const isDone = await foldIntoBlocks({ table: this.#table, snapshot });
			if (isDone) this.#gauge.foldedUpTo(snapshot.sequence);
			return isDone;
		} catch (error) {
			this.#gauge.postpone();
			throw toEngineError(error, this.#table.name);
		}
	}

	damaged(): Promise<readonly string[]> {
		return this.#try(async () => {
			const rows = await damagedRows(this.#table);
			return rows.map(({ bytes }) => new TextDecoder().decode(bytes));
		});
	}

	async close(): Promise<void> {
		this.#channel?.close();
		this.#table.close();
	}

	/**
	 * Leaves nothing, the head neither: a write of another tab comes before this, and is seen, or after it, and finds no
	 * log to write to.
	 */
	async destroy(sequence: number): Promise<void> {
		const isCleared = await this.#inTransaction("rw", async () => {
			const [head, rows] = await this.#rowsAfter(0);
			const isLast = lastOf(rows, head.folded) === sequence;
			if (isLast) await this.#table.rows.clear();
			return isLast;
		});
		await this.close();
		if (isCleared) await this.#try(() => this.#table.delete());
	}

	/** A new database gets its head. */
	#readAll() {
		return this.#table.transaction("rw", this.#table.rows, async () => {
			// IndexedDB answers in order.
			const reading = recordsAfter(this.#table, -1);
			const listing = blockKeys(this.#table);
			const [first, ...rest] = await reading;
			const head = this.#check(first ?? (await this.#addHead()));
			const rows = rest.filter(({ key }) => key > head.folded);
			const keys = (await listing).filter((key) => isCounted(head, key));
			return { head, rows, keys };
		});
	}

	async #addHead(): Promise<RecordRow> {
		const row = headRow(newHead());
		await this.#table.rows.add(row);
		return row;
	}

	#setAside(isLoaded: boolean) {
		return async (row: BlockRow) => {
			await this.#table.rows.put(row);
			if (isLoaded) throw this.#isDamaged();
		};
	}

	/** While it is open, what cannot be read any more must not be taken for gone. */
	#isDamaged(): EngineError {
		return new EngineError(
			"CORRUPT_DATA",
			`A record of the database ${this.#table.name} does not match its checksum. Open the store again: it is set aside, and what it held is pulled again.`,
		);
	}

	async #append(after: number, write: WriteAfter) {
		const { rows: table } = this.#table;
		const [head, rows] = await this.#rowsAfter(after);
		if (head.folded > after) return undefined;
		const giveTurn = (turn: string) => table.put(headRow({ ...head, turn }));
		if (head.turn !== "" && head.turn !== this.#tab) {
			await giveTurn("");
			return "not-my-turn";
		}
		const newer = rows.map((row) => this.#mustRead(row));
		// Whoever listens may use Dexie too, and is not to do so within this transaction.
		const json = Dexie.ignoreTransaction(() => write(newer));
		// Whoever lost everything goes first next time: a tab that writes in one go would always be faster.
		const isLost = json === undefined && newer.length > 0;
		if (isLost || head.turn !== "") await giveTurn(isLost ? this.#tab : "");
		const last = lastOf(rows, after);
		if (json === undefined) return last;
		const row = { key: last + 1, ...seal(json) };
		await table.add(row);
		this.#gauge.count(row.key, row.bytes.length);
		return row.key;
	}

	async #rowsAfter(sequence: number) {
		const first = this.#table.rows.get(0);
		const rows = recordsAfter(this.#table, sequence);
		return [this.#check(await first), await rows] as const;
	}

	#read(row: RecordRow): LogRecord | undefined {
		this.#gauge.count(row.key, row.bytes.length);
		const value = unseal(row);
		// The checksum says that this is what `append` sealed.
		const operations = value as readonly Operation[] | undefined;
		return operations && { sequence: row.key, operations };
	}

	#mustRead(row: RecordRow): LogRecord {
		const record = this.#read(row);
		if (record === undefined) throw this.#isDamaged();
		return record;
	}

	#check(row: Row | undefined): Head {
		const head = readHead(row, this.#table.name);
		this.#gauge.foldedUpTo(head.folded);
		this.#id ??= head.id;
		if (head.id === this.#id) return head;
		throw new EngineError(
			"STORE_CLOSED",
			`The database ${this.#table.name} was removed and made anew while it was open. Open the store again.`,
		);
	}

	#inTransaction<Result>(
		mode: "r" | "rw",
		work: () => Promise<Result>,
	): Promise<Result> {
		return this.#try(() =>
			this.#table.transaction(mode, this.#table.rows, work),
		);
	}

	async #try<Result>(work: () => PromiseLike<Result>): Promise<Result> {
		try {
			return await work();
		} catch (error) {
			throw toEngineError(error, this.#table.name);
		}
	}
}

const lastOf = (rows: readonly RecordRow[], otherwise: number) =>
	rows.at(-1)?.key ?? otherwise;
