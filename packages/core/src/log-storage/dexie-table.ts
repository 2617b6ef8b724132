import { Dexie, type Table } from "dexie";
import { randomToken } from "rxdb/plugins/utils";
import { EngineError, type EngineErrorCode } from "../errors.js";
import { isDamaged, toEngineError } from "./dexie-errors.js";
import type { FieldValue } from "./log.js";
import { type Sealed, seal, unseal } from "./sealed.js";

/** The format this version writes. A newer one is refused. */
export const FORMAT = 1;

/** How a collection was divided into blocks by the fold that last brought it into them. */
export interface Division {
	/** Names that fold: blocks of others do not count. */
	readonly fold: string;
	/** The field of the primary key. */
	readonly key: string;
	/** The field by which documents were put together. */
	readonly groupField: string | undefined;
	/** So many blocks, the first ones, hold the documents that have one of these values, and nothing else. */
	readonly apart: {
		readonly blocks: number;
		readonly values: readonly FieldValue[];
	};
}

/** Row 0: what must be known before anything else is read, and what each transaction looks at first. */
export interface Head {
	readonly format: number;
	/** Tells this database from one that was made anew under its name. */
	readonly id: string;
	/** Up to which record everything is in the blocks; those records do not count. */
	readonly folded: number;
	/** Rises with each fold. */
	readonly generation: number;
	/** The tab that lost its last write to another and goes first; '' is nobody. */
	readonly turn: string;
	/** Of each collection, by name and schema version, that has blocks. */
	readonly divisionByCollection: Readonly<Record<string, Division>>;
	/** By collection, how often it was dropped until then. */
	readonly drops: Readonly<Record<string, number>>;
}

export const newHead = (): Head => ({
	format: FORMAT,
	id: randomToken(20),
	folded: 0,
	generation: 0,
	turn: "",
	divisionByCollection: {},
	drops: {},
});

/** Collection, fold, number, and the first and the last group in it. A block is written once and never changed. */
export type BlockKey = [string, string, number, string, string];
/** In the place of a collection: what could not be read, and is kept. */
export const DAMAGED = "damaged";

export interface RecordRow extends Sealed {
	/** Its sequence; the head is 0. */
	readonly key: number;
}
export interface BlockRow extends Sealed {
	readonly key: BlockKey;
}

/** Where IndexedDB comes from, and what an acknowledgement means. */
export interface TableOptions {
	readonly indexedDB?: IDBFactory;
	readonly IDBKeyRange?: typeof IDBKeyRange;
	readonly durability: "strict" | "relaxed";
}

/**
 * One IndexedDB database with one table: the head, the records after it, and behind them the blocks. With two tables,
 * a record and a block could be written at the same time, and Chromium that dies in the midst of two writing
 * transactions of one database destroys all databases of the origin at its next start.
 */
export class LogTable {
	readonly db: Dexie;
	/** Those of its rows whose key is a number: the head and the records. */
	readonly records: Table<RecordRow, number>;
	/** The others: the blocks, and what was set aside. */
	readonly blocks: Table<BlockRow, BlockKey>;
	#id: string | undefined;
	#givenUp: EngineError | undefined;

	constructor(name: string, options: TableOptions) {
		const { durability, ...places } = options;
		const chrome = { chromeTransactionDurability: durability };
		this.db = new Dexie(name, { ...places, ...chrome, cache: "disabled" });
		this.db.version(1).stores({ rows: "key" });
		this.records = this.db.table("rows");
		this.blocks = this.db.table("rows");
		this.db.on("versionchange", () => {
			// Another tab removes the database: holding on would block it, and opening again would make an empty one.
			this.db.close();
			return false;
		});
	}

	async open(): Promise<void> {
		try {
			await this.db.open();
		} catch (error) {
			throw toEngineError(error, this.db.name, "opening");
		}
	}

	/** Something is damaged, and must not be taken for gone: from here on nothing is read or written. */
	giveUp(): never {
		this.#givenUp = isDamaged(this.db.name);
		throw this.#givenUp;
	}

	/** Rejects with `EngineError`. */
	async attempt<Result>(work: () => PromiseLike<Result>): Promise<Result> {
		if (this.#givenUp !== undefined) throw this.#givenUp;
		try {
			return await work();
		} catch (error) {
			throw toEngineError(error, this.db.name);
		}
	}

	/** In one transaction over all of it. Rejects with `EngineError`. */
	run<Result>(mode: "r" | "rw", work: () => Promise<Result>): Promise<Result> {
		return this.attempt(() => this.db.transaction(mode, this.records, work));
	}

	/** The head, the records after that one in order, and the sequence of the last. */
	async after(sequence: number) {
		// IndexedDB answers in order.
		const first = this.records.get(0);
		const rows = await this.records
			.where("key")
			.between(sequence, Number.POSITIVE_INFINITY, false, true)
			.toArray();
		const head = this.#check(await first);
		const last = rows.at(-1)?.key ?? Math.max(sequence, head.folded);
		return { head, rows, last };
	}

	/** The keys of all blocks, of what was set aside too. */
	blockKeys(): PromiseLike<BlockKey[]> {
		return this.blocks.where("key").aboveOrEqual([]).primaryKeys();
	}

	async head(): Promise<Head> {
		return this.#check(await this.records.get(0));
	}

	#check(row: RecordRow | undefined): Head {
		// The checksum says that it is what `headRow` wrote.
		const head = (row ? unseal(row) : undefined) as Head | undefined;
		if (head === undefined) throw this.#refusal("CORRUPT_DATA", GONE);
		if (head.format > FORMAT) throw this.#refusal("NEWER_DATA", NEWER);
		this.#id ??= head.id;
		if (head.id !== this.#id) throw this.#refusal("STORE_CLOSED", ANEW);
		return head;
	}

	#refusal(code: EngineErrorCode, what: string): EngineError {
		return new EngineError(code, `The database ${this.db.name} ${what}`);
	}
}

const GONE =
	"has no head that can be read: it was removed or damaged while it was open. Nothing in it was touched; open the store again.";
const NEWER =
	"was written by a newer version. It was left as it is; open it with the newer version.";
const ANEW =
	"was removed and made anew while it was open. Open the store again.";

/** Whether a block is of the fold that the head names. What a broken-off fold left is not. */
export const isCounted = (head: Head, [collection, fold]: BlockKey) =>
	head.divisionByCollection[collection]?.fold === fold;

export const headRow = (head: Head): RecordRow => ({
	key: 0,
	...seal(JSON.stringify(head)),
});
