import { randomToken } from "rxdb/plugins/utils";
import type { TabChannel } from "../environment.js";
import { blockToPart, foldIntoBlocks } from "./dexie-blocks.js";
import type { Decision } from "./dexie-commit.js";
import { type KeepDamaged, setAllAside, setAside } from "./dexie-damage.js";
import { type Head, headRow, isCounted, newHead } from "./dexie-head.js";
import type { DexieHomeOptions } from "./dexie-home.js";
import { BYTES_PER_SLICE, toRecords } from "./dexie-records.js";
import {
	type After,
	DAMAGED,
	type LogTable,
	type RecordRow,
} from "./dexie-table.js";
import { FoldGauge } from "./fold-gauge.js";
import type {
	LoadedLog,
	Log,
	LogRecord,
	Operation,
	Snapshot,
	WriteAfter,
} from "./log.js";
import { unseal } from "./sealed.js";

/** One log in IndexedDB. A commit is added after the last row; whoever comes second meets the first. */
export class DexieLog implements Log {
	readonly #table: LogTable;
	readonly #channel: TabChannel | undefined;
	readonly #options: DexieHomeOptions;
	readonly #tab = randomToken(10);
	readonly #gauge: FoldGauge;
	#isLoaded = false;
	/** What was damaged was asked for: nothing may be found missing any more. */
	#isTold = false;
	#settingAside: Promise<void> | undefined;

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

	async load(): Promise<LoadedLog> {
		const { head, rows, last, keys } = await this.#readAll();
		const keepDamaged = this.#keepDamaged(this.#isLoaded);
		const records: LogRecord[] = [];
		let sliceBytes = 0;
		for (const row of rows) {
			sliceBytes += row.bytes.length;
			if (sliceBytes > BYTES_PER_SLICE) {
				await this.#options.pause?.();
				sliceBytes = row.bytes.length;
			}
			const record = this.#read(row);
			if (record === undefined) await keepDamaged(row, row.key);
			else records.push(record);
		}
		this.#isLoaded = true;
		const place = { table: this.#table, head };
		const parts = keys.map((key) => blockToPart(place, key, keepDamaged));
		return { sequence: last, records, parts, drops: head.drops };
	}

	/**
	 * In one transaction: other tabs wait for it, so each is served in the order in which it came, and whoever comes
	 * second judges again beside what the first has written.
	 */
	async append(after: number, write: WriteAfter): Promise<number | undefined> {
		const sequence = await this.#table.commit(after, (found) =>
			this.#decide(found, after, write),
		);
		if (sequence === "not-my-turn") return this.append(after, write);
		this.#channel?.post(sequence);
		return sequence;
	}

	since(sequence: number): Promise<readonly LogRecord[] | undefined> {
		return this.#table.run("r", async () => {
			const { head, rows } = await this.#table.after(sequence);
			if (head.folded > sequence) return undefined;
			return rows.map((row) => this.#mustRead(row));
		});
	}

	isFoldDue(documents: number): boolean {
		return this.#gauge.isFoldDue(documents);
	}

	async fold(snapshot: Snapshot): Promise<boolean> {
		try {
			const { pause } = this.#options;
			const fold = () => foldIntoBlocks(this.#table, snapshot, pause);
			const isDone = await this.#table.attempt(fold);
			if (isDone) this.#gauge.foldedUpTo(snapshot.sequence);
			return isDone;
		} catch (error) {
			this.#gauge.postpone();
			throw error;
		}
	}

	damaged(): Promise<readonly string[]> {
		// Before it is asked for: what is kept from here on was not in the answer.
		this.#isTold = true;
		return this.#table.attempt(async () => {
			const keys = this.#table.blocks.where("key");
			const rows = await keys.between([DAMAGED], [DAMAGED, []]).toArray();
			return rows.map(({ bytes }) => new TextDecoder().decode(bytes));
		});
	}

	async close(): Promise<void> {
		this.#channel?.close();
		this.#table.db.close();
	}

	/**
	 * Leaves nothing, the head neither: a write of another tab comes before this, and is seen, or after it, and finds no
	 * log to write to.
	 */
	async destroy(sequence: number): Promise<void> {
		const isCleared = await this.#table.run("rw", async () => {
			const { last } = await this.#table.after(0);
			if (last === sequence) await this.#table.records.clear();
			return last === sequence;
		});
		await this.close();
		if (isCleared) await this.#table.attempt(() => this.#table.db.delete());
	}

	/** What counts. A new database gets its head. */
	#readAll() {
		const { records } = this.#table;
		return this.#table.run("rw", async () => {
			if ((await records.count()) === 0) await records.add(headRow(newHead()));
			const listing = this.#table.blockKeys();
			const { head, rows, last } = await this.#table.after(0);
			this.#gauge.foldedUpTo(head.folded);
			return {
				...{ head, last },
				rows: rows.filter(({ key }) => key > head.folded),
				keys: (await listing).filter((key) => isCounted(head, key)),
			};
		});
	}

	#decide(
		{ head, rows, last }: After,
		after: number,
		write: WriteAfter,
	): Decision<number | undefined | "not-my-turn"> {
		this.#gauge.foldedUpTo(head.folded);
		if (head.folded > after) return { answer: undefined };
		const giveTurn = (turn: Head["turn"]) =>
			turn === head.turn ? {} : { replaced: headRow({ ...head, turn }) };
		if (head.turn !== "" && head.turn !== this.#tab)
			return { ...giveTurn(""), answer: "not-my-turn" };
		const newer = rows.map((row) => this.#mustRead(row));
		const jsons = write(newer);
		// Whoever lost everything goes first next time: a tab that writes in one go would always be faster.
		const isLost = jsons.length === 0 && newer.length > 0;
		const added = toRecords(jsons, last);
		for (const { key, bytes } of added) this.#gauge.count(key, bytes.length);
		return {
			...giveTurn(isLost ? this.#tab : ""),
			...{ added, answer: last + added.length },
		};
	}

	#read(row: RecordRow): LogRecord | undefined {
		this.#gauge.count(row.key, row.bytes.length);
		// The checksum says that this is what `append` sealed.
		const operations = unseal(row) as readonly Operation[] | undefined;
		return operations && { sequence: row.key, operations };
	}

	#mustRead(row: RecordRow): LogRecord {
		const record = this.#read(row);
		return record ?? this.#table.giveUp();
	}

	#keepDamaged(wasLoaded: boolean): KeepDamaged {
		return async (damaged, place) => {
			await setAside(this.#table, damaged, place);
			if (!wasLoaded && !this.#isTold) return;
			this.#settingAside ??= setAllAside(this.#table);
			await this.#settingAside;
			this.#table.giveUp();
		};
	}
}
