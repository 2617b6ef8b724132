import { randomToken } from "rxdb/plugins/utils";
import { EngineError } from "../errors.js";
import { type AppendResult, appendRow } from "./dexie-append.js";
import { isCounted, readBlocks } from "./dexie-blocks.js";
import { foldIntoBlocks } from "./dexie-fold.js";
import type { Channel, DexieHomeOptions } from "./dexie-home.js";
import { beginLog, markRemoved } from "./dexie-life.js";
import {
	type Head,
	type LogRow,
	type LogTables,
	readHead,
	toEngineError,
} from "./dexie-tables.js";
import type {
	Appended,
	LoadedLog,
	Log,
	LogRecord,
	Snapshot,
	WriteAfter,
} from "./log.js";
import type { Operation } from "./operation.js";
import { seal, unseal } from "./sealed.js";

const FOLD_FROM_BYTES = 512 * 1024;
const FOLD_FROM_RECORDS = 500;
/** For each document in the blocks the log may grow by this much before a fold is worth its while. */
const LOG_BYTES_PER_DOCUMENT = 100;

/** One log in IndexedDB. A commit is one row that is added after the last; whoever comes second meets the first. */
export class DexieLog implements Log {
	readonly #tables: LogTables;
	readonly #channel: Channel | undefined;
	readonly #options: DexieHomeOptions;
	#foldFrom: number;
	readonly #tab = randomToken(10);
	#id: string | undefined;
	#bytes = 0;
	#records = 0;
	#damaged: number[] = [];

	constructor(
		tables: LogTables,
		options: DexieHomeOptions,
		channel: Channel | undefined,
	) {
		this.#tables = tables;
		this.#channel = channel;
		this.#options = options;
		this.#foldFrom = options.foldFromBytes ?? FOLD_FROM_BYTES;
	}

	load(): Promise<LoadedLog> {
		return this.#try(async () => {
			const { log, blocks } = this.#tables;
			if (this.#id === undefined) await beginLog(this.#tables);
			const [[first, ...rows], keys] = await this.#tables.transaction(
				"r",
				log,
				blocks,
				// IndexedDB answers in order: head and log first.
				() => Promise.all([log.toArray(), blocks.toCollection().primaryKeys()]),
			);
			const head = this.#check(first);
			this.#bytes = 0;
			this.#records = 0;
			this.#damaged = [];
			const records = rows.map((row) => this.#read(row));
			if (this.#damaged.length > 0)
				this.#options.report?.({
					kind: "records-set-aside",
					place: this.#tables.name,
					keptIn: "blocks",
					records: this.#damaged.length,
				});
			return {
				sequence: rows.at(-1)?.sequence ?? head.folded,
				records,
				parts: readBlocks(
					{ tables: this.#tables, head, report: this.#options.report },
					keys.filter((key) => isCounted(head, key)),
				),
				mustFold: false,
			};
		});
	}

	async append(
		after: number,
		write: WriteAfter,
	): Promise<Appended | undefined> {
		const json = write([]);
		if (json === undefined) return { newer: [], sequence: after };
		const row: LogRow = { sequence: after + 1, ...seal(json) };
		const result = await this.#appendRow(row, write);
		if (result === "folded") return undefined;
		if (result === "not-my-turn") return this.append(after, write);
		this.#count(row.bytes.length);
		this.#channel?.post(result.sequence);
		return result;
	}

	since(sequence: number): Promise<readonly LogRecord[] | undefined> {
		const { log } = this.#tables;
		return this.#try(() =>
			this.#tables.transaction("r", log, async () => {
				const head = this.#check(await log.get(0));
				if (head.folded > sequence) return undefined;
				const rows = await log.where("sequence").above(sequence).toArray();
				return rows.map((row) => this.#read(row));
			}),
		);
	}

	isFoldDue(documents: number): boolean {
		const room = Math.max(this.#foldFrom, documents * LOG_BYTES_PER_DOCUMENT);
		return (
			this.#damaged.length > 0 ||
			this.#bytes > room ||
			this.#records > FOLD_FROM_RECORDS
		);
	}

	async fold(snapshot: Snapshot): Promise<boolean> {
		const [bytes, records] = [this.#bytes, this.#records];
		try {
			const isDone = await foldIntoBlocks({
				tables: this.#tables,
				snapshot,
				token: randomToken(10),
				damaged: this.#damaged,
			});
			this.#bytes -= bytes;
			this.#records -= records;
			this.#damaged = [];
			this.#foldFrom = this.#options.foldFromBytes ?? FOLD_FROM_BYTES;
			return isDone;
		} catch (error) {
			this.#foldFrom = 2 * this.#bytes;
			throw toEngineError(error, this.#tables.name);
		}
	}

	async close(): Promise<void> {
		this.#channel?.close();
		this.#tables.close();
	}

	destroy(sequence: number): Promise<void> {
		this.#channel?.close();
		return this.#try(async () => {
			const check = (row: LogRow | undefined) => this.#check(row);
			if (await markRemoved(this.#tables, sequence, check))
				await this.#tables.delete();
			else this.#tables.close();
		});
	}

	#appendRow(row: LogRow, write: WriteAfter): Promise<AppendResult> {
		const work = {
			tables: this.#tables,
			tab: this.#tab,
			row,
			write,
			check: (head: LogRow | undefined) => this.#check(head),
			read: (other: LogRow) => this.#read(other),
		};
		const { log } = this.#tables;
		return this.#try(() =>
			this.#tables.transaction("rw", log, () => appendRow(work)),
		);
	}

	#read(row: LogRow): LogRecord {
		this.#count(row.bytes.length);
		const value = unseal(row);
		if (value === undefined) this.#damaged.push(row.sequence);
		// The checksum says that this is what `append` sealed.
		const operations = (value ?? []) as readonly Operation[];
		return { sequence: row.sequence, operations };
	}

	#count(bytes: number): void {
		this.#bytes += bytes;
		this.#records += 1;
	}

	#check(row: LogRow | undefined): Head {
		const head = readHead(row, this.#tables.name);
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
