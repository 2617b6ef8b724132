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

/** Row 0 of the log: what must be known before anything else is read, and what each transaction looks at first. */
export interface Head {
	readonly format: number;
	/** Tells this database from one that was made anew under its name. */
	readonly id: string;
	/** Up to which record everything is in the blocks; those records are gone. */
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

export interface LogRow extends Sealed {
	readonly sequence: number;
}
/** Collection, fold, number, and the first and the last group in it. A block is written once and never changed. */
export type BlockKey = [string, string, number, string, string];
export interface BlockRow extends Sealed {
	readonly key: BlockKey;
}
/** In the place of a collection: what could not be read, and is kept. */
export const DAMAGED = "damaged";

/** One IndexedDB database with two tables: the head with the records after it, and the blocks. */
export type LogTables = Dexie & {
	readonly log: Table<LogRow, number>;
	readonly blocks: Table<BlockRow, BlockKey>;
};

/** Where IndexedDB comes from, and what an acknowledgement means. */
export interface TablesOptions {
	readonly indexedDB?: IDBFactory;
	readonly IDBKeyRange?: typeof IDBKeyRange;
	readonly durability: "strict" | "relaxed";
}

export function openTables(name: string, options: TablesOptions): LogTables {
	const { durability, ...places } = options;
	const tables = new Dexie(name, {
		...places,
		chromeTransactionDurability: durability,
		cache: "disabled",
	});
	tables.version(1).stores({ log: "sequence", blocks: "key" });
	tables.on("versionchange", () => {
		// Another tab removes the database: holding on would block it, and opening again would make an empty one.
		tables.close();
		return false;
	});
	// Proof of the cast: `stores` has just made these two.
	return tables as LogTables;
}

export const headRow = (head: Head): LogRow => ({
	sequence: 0,
	...seal(JSON.stringify(head)),
});

/** Reads the head that must be there. */
export function readHead(row: LogRow | undefined, name: string): Head {
	const value = row?.sequence === 0 ? unseal(row) : undefined;
	// The checksum says that it is what `headRow` wrote.
	const head = value as Head | undefined;
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

/** What Dexie and IndexedDB reject with, as one of our errors. */
export function toEngineError(error: unknown, name: string): EngineError {
	if (error instanceof EngineError) return error;
	const kind = error instanceof Error ? error.name : "";
	const inner: unknown = Object(Object(error).inner).name;
	if (kind === "VersionError")
		return new EngineError(
			"NEWER_DATA",
			`The database ${name} was written by a newer version. It was left as it is; open it with the newer version.`,
			{ cause: error },
		);
	if (kind === "DatabaseClosedError" || kind === "InvalidStateError")
		return new EngineError(
			"STORE_CLOSED",
			`The database ${name} was closed, by the browser or because another tab removes it. Open the store again.`,
			{ cause: error },
		);
	return new EngineError(
		"STORAGE_FAILED",
		`Nothing was stored, because IndexedDB could not write ${name} (${inner ?? kind}). Make room, then write again.`,
		{ cause: error },
	);
}
