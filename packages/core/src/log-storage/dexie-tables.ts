import { Dexie, type Table } from "dexie";
import { randomToken } from "rxdb/plugins/utils";
import { EngineError } from "../errors.js";
import type { Division } from "./division.js";
import { type Sealed, seal, unseal } from "./sealed.js";

/** The format this version writes. A newer one is refused. */
export const FORMAT = 1;

/** Row 0 of the log: what must be known before anything else is read, and what each transaction looks at first. */
export interface Head {
	readonly format: number;
	/** Tells this database from one that was made anew under its name. */
	readonly id: string;
	/** Up to which record everything is in the blocks; those records are gone. */
	readonly folded: number;
	/** Rises with each fold: blocks that were listed before it are not to be read after it. */
	readonly generation: number;
	/** Who is folding; whoever is not named any more has been taken over from, and stops. */
	readonly folder: string;
	/** The tab that lost its last write to another and goes first; '' is nobody. */
	readonly turn: string;
	readonly divisionByCollection: Readonly<Record<string, Division>>;
}

/** The id of a database that is being removed: who still has it open can no longer write. */
export const REMOVED = "removed";

export const newHead = (): Head => ({
	format: FORMAT,
	id: randomToken(20),
	folded: 0,
	generation: 0,
	folder: "",
	turn: "",
	divisionByCollection: {},
});

export interface LogRow extends Sealed {
	readonly sequence: number;
}
export interface BlockRow extends Sealed {
	readonly key: string;
}

/** One IndexedDB database with two tables: the head with the records after it, and the blocks. */
export type LogTables = Dexie & {
	readonly log: Table<LogRow, number>;
	readonly blocks: Table<BlockRow, string>;
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
	const value = row && unseal(row);
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
