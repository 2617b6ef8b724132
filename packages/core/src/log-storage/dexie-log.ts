import { Dexie } from "dexie";
import { randomToken } from "rxdb/plugins/utils";
import type { TabChannel } from "../environment.js";
import { EngineError } from "../errors.js";
import { readBlock, readBlocks } from "./dexie-blocks.js";
import { foldIntoBlocks } from "./dexie-fold.js";
import type { DexieHomeOptions } from "./dexie-home.js";
import { clearTables, readTables } from "./dexie-life.js";
import {
	type Head,
	headRow,
	type LogRow,
	type LogTables,
	readHead,
	toEngineError,
} from "./dexie-tables.js";
import { FoldGauge } from "./fold-gauge.js";
import type { LoadedLog, Log, LogRecord, Snapshot, WriteAfter } from "./log.js";
import type { Operation } from "./operation.js";
import { seal, unseal } from "./sealed.js";

/** One log in IndexedDB. A commit is one row that is added after the last; whoever comes second meets the first. */
export class DexieLog implements Log {
	readonly #tables: LogTables;
	readonly #channel: TabChannel | undefined;
	readonly #options: DexieHomeOptions;
	readonly #tab = randomToken(10);
	#id: string | undefined;
	readonly #gauge: FoldGauge;
	#generation = 0;
	#damaged: number[] = [];

	constructor(
		tables: LogTables,
		options: DexieHomeOptions,
		channel: TabChannel | undefined,
	) {
		this.#tables = tables;
		this.#channel = channel;
		this.#options = options;
		this.#gauge = new FoldGauge(options.foldFromBytes);
	}

	load(): Promise<LoadedLog> {
		return this.#try(async () => {
			const { rows: all, keys } = await readTables(this.#tables);
			const [first, ...rows] = all;
			const head = this.#check(first);
			this.#beginCounting();
			const records = rows.map((row) => this.#read(row));
			const { report } = this.#options;
			const place = this.#tables.name;
			const kept = { place, keptIn: "blocks", records: this.#damaged.length };
			if (kept.records > 0) report?.({ kind: "records-set-aside", ...kept });
			const parts = readBlocks(keys, head, (key) =>
				readBlock(this.#tables, key, report),
			);
			return { sequence: lastOf(rows, head.folded), records, parts };
		});
	}

	/**
	 * In one transaction: other tabs wait for it, so each is served in the order in which it came, and whoever comes
	 * second judges again beside what the first has written.
	 */
	async append(after: number, write: WriteAfter): Promise<number | undefined> {
		const { log } = this.#tables;
		const sequence = await this.#try(() =>
			this.#tables.transaction("rw", log, () => this.#append(after, write)),
		);
		if (sequence === "not-my-turn") return this.append(after, write);
		this.#channel?.post(sequence);
		return sequence;
	}

	since(sequence: number): Promise<readonly LogRecord[] | undefined> {
		const { log } = this.#tables;
		return this.#try(() =>
			this.#tables.transaction("r", log, async () => {
				const [head, rows] = await this.#rowsAfter(sequence);
				if (head.folded > sequence) return undefined;
				return rows.map((row) => this.#read(row));
			}),
		);
	}

	isFoldDue(documents: number): boolean {
		return this.#damaged.length > 0 || this.#gauge.isFoldDue(documents);
	}

	async fold(snapshot: Snapshot): Promise<boolean> {
		try {
			const [tables, damaged] = [this.#tables, this.#damaged];
			const isDone = await foldIntoBlocks({ tables, snapshot, damaged });
			this.#beginCounting();
			return isDone;
		} catch (error) {
			this.#gauge.postpone();
			throw toEngineError(error, this.#tables.name);
		}
	}

	async close(): Promise<void> {
		this.#channel?.close();
		this.#tables.close();
	}

	destroy(sequence: number): Promise<void> {
		return this.#try(async () => {
			const isCleared = await this.#tables.transaction(
				"rw",
				[this.#tables.log, this.#tables.blocks],
				async () => {
					const [head, rows] = await this.#rowsAfter(0);
					const isLast = lastOf(rows, head.folded) === sequence;
					if (isLast) await clearTables(this.#tables);
					return isLast;
				},
			);
			await this.close();
			if (isCleared) await this.#tables.delete();
		});
	}

	async #append(after: number, write: WriteAfter) {
		const { log } = this.#tables;
		const [head, rows] = await this.#rowsAfter(after);
		if (head.folded > after) return undefined;
		const giveTurn = (turn: string) => log.put(headRow({ ...head, turn }));
		if (head.turn !== "" && head.turn !== this.#tab) {
			await giveTurn("");
			return "not-my-turn";
		}
		const newer = rows.map((row) => this.#read(row));
		// Whoever listens may use Dexie too, and is not to do so within this transaction.
		const json = Dexie.ignoreTransaction(() => write(newer));
		// Whoever lost everything goes first next time: a tab that writes in one go would always be faster.
		const isLost = json === undefined && newer.length > 0;
		if (isLost || head.turn !== "") await giveTurn(isLost ? this.#tab : "");
		const last = lastOf(rows, after);
		if (json === undefined) return last;
		const row = { sequence: last + 1, ...seal(json) };
		await log.add(row);
		this.#gauge.count(row.bytes.length);
		return row.sequence;
	}

	async #rowsAfter(sequence: number) {
		const { log } = this.#tables;
		const rows = log.where("sequence").above(sequence).toArray();
		return [this.#check(await log.get(0)), await rows] as const;
	}

	#read(row: LogRow): LogRecord {
		this.#gauge.count(row.bytes.length);
		const value = unseal(row);
		if (value === undefined) this.#damaged.push(row.sequence);
		// The checksum says that this is what `append` sealed.
		const operations = (value ?? []) as readonly Operation[];
		return { sequence: row.sequence, operations };
	}

	#beginCounting(): void {
		this.#gauge.restart();
		this.#damaged = [];
	}

	#check(row: LogRow | undefined): Head {
		const head = readHead(row, this.#tables.name);
		// Folded, here or by another tab: the log is short again.
		if (head.generation !== this.#generation) this.#beginCounting();
		this.#generation = head.generation;
		this.#id ??= head.id;
		if (head.id === this.#id) return head;
		throw new EngineError(
			"STORE_CLOSED",
			`The database ${this.#tables.name} was removed and made anew while it was open. Open the store again.`,
		);
	}

	async #try<Result>(work: () => PromiseLike<Result>): Promise<Result> {
		try {
			return await work();
		} catch (error) {
			throw toEngineError(error, this.#tables.name);
		}
	}
}

const lastOf = (rows: readonly LogRow[], otherwise: number) =>
	rows.at(-1)?.sequence ?? otherwise;
