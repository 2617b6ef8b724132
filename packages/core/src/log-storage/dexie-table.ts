import { Dexie, type Table } from "dexie";
import { randomToken } from "rxdb/plugins/utils";
import { EngineError } from "../errors.js";
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
}

export const newHead = (): Head => ({
	format: FORMAT,
	id: randomToken(20),
	folded: 0,
	generation: 0,
	turn: "",
	divisionByCollection: {},
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
export type Row = RecordRow | BlockRow;

/**
 * One IndexedDB database with one table: the head, the records after it, and behind them the blocks. With two tables,
 * a record and a block could be written at the same time, and Chromium that dies in the midst of two writing
 * transactions of one database destroys all databases of the origin at its next start.
 */
export type LogTable = Dexie & { readonly rows: Table<Row, Row["key"]> };

/** Where IndexedDB comes from, and what an acknowledgement means. */
export interface TableOptions {
	readonly indexedDB?: IDBFactory;
	readonly IDBKeyRange?: typeof IDBKeyRange;
	readonly durability: "strict" | "relaxed";
}

export function openTable(name: string, options: TableOptions): LogTable {
	const { durability, ...places } = options;
	const table = new Dexie(name, {
		...places,
		chromeTransactionDurability: durability,
		cache: "disabled",
	});
	table.version(1).stores({ rows: "key" });
	table.on("versionchange", () => {
		// Another tab removes the database: holding on would block it, and opening again would make an empty one.
		table.close();
		return false;
	});
	// Proof of the cast: `stores` has just made it.
	return table as LogTable;
}

/** The records after this one, in order. Proof of the cast: a number is the key of a record. */
export const recordsAfter = ({ rows }: LogTable, sequence: number) =>
	rows
		.where("key")
		.between(sequence, Number.POSITIVE_INFINITY, false, true)
		.toArray() as PromiseLike<unknown> as PromiseLike<RecordRow[]>;

/** Proof of the cast: a number is the key of a record. */
export const recordKeysUpTo = ({ rows }: LogTable, sequence: number) =>
	rows
		.where("key")
		.between(1, sequence, true, true)
		.primaryKeys() as PromiseLike<unknown> as PromiseLike<number[]>;

/** The keys of all blocks, in order. Proof of the cast: what is no number is the key of a block. */
export const blockKeys = ({ rows }: LogTable) =>
	rows
		.where("key")
		.aboveOrEqual([])
		.primaryKeys() as PromiseLike<unknown> as PromiseLike<BlockKey[]>;

/** What was set aside. Proof of the cast: what is no number is the key of a block. */
export const damagedRows = ({ rows }: LogTable) =>
	rows
		.where("key")
		.between([DAMAGED], [DAMAGED, []])
		.toArray() as PromiseLike<unknown> as PromiseLike<BlockRow[]>;

/** Whether a block is of the fold that the head names. What a broken-off fold left is not. */
export const isCounted = (head: Head, [collection, fold]: BlockKey) =>
	head.divisionByCollection[collection]?.fold === fold;

export const headRow = (head: Head): RecordRow => ({
	key: 0,
	...seal(JSON.stringify(head)),
});

/** Reads the head that must be there. */
export function readHead(row: Row | undefined, name: string): Head {
	// The checksum says that it is what `headRow` wrote.
	const head = (row?.key === 0 ? unseal(row) : undefined) as Head | undefined;
	if (head === undefined) {
		throw new EngineError(
			"CORRUPT_DATA",
			`The head of the database ${name} is gone or cannot be read: it was removed or damaged while it was open. Nothing in it was touched; open the store again.`,
		);
	}
	if (head.format > FORMAT) {
		throw new EngineError(
			"NEWER_DATA",
			`The database ${name} was written by a newer version (format ${head.format}, this version knows ${FORMAT}). It was left as it is; open it with the newer version.`,
		);
	}
	return head;
}
