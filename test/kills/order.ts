import type { StorageName } from "../storages.js";

/** What one start of the program is to do. */
export interface Order {
	/** Counts the starts; what an earlier start still says is ignored by it. */
	readonly start: number;
	/** `read` opens, shows and closes; `write` goes on until it is killed; `delete` deletes all databases of the origin. */
	readonly mode: "read" | "write" | "delete";
	readonly storage: StorageName;
	/** Whether unsent changes are kept in a second place too, outside IndexedDB. */
	readonly journal: boolean;
	readonly foldFromBytes: number;
	/** How many documents one bulk insert makes at first. */
	readonly bulk: number;
	/** How many documents are written at the same time. */
	readonly lanes: number;
}

/** A document and the step it took; null for a text that nobody wrote. */
export type Taken = readonly [id: string, step: number | null];

/** What an opening found. */
export interface Opened {
	/** Whether a database beside the store's, written at the first start, is missing: the browser destroyed everything. */
	readonly originIsNew: boolean;
	/** Likewise a database in the journal's own bucket; false where the platform has no buckets. */
	readonly bucketIsNew: boolean;
	readonly shown: readonly Taken[];
	readonly recovered: Recovered;
	readonly openMs: number;
}

/** What the store says by itself about what it had to put back, and could not. */
export interface Recovered {
	readonly restored: number;
	readonly lost: readonly string[];
	/** Lost too, without a name: the journal was full. */
	readonly unkept: number;
	/** The journal was destroyed too, and the store says that anything may be lost. */
	readonly journalLost: boolean;
}
