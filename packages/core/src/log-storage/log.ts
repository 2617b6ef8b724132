import type { RxDocumentData } from "rxdb";

/** A document of any collection, of which the storage knows only what RxDB adds to each. */
export type StoredDocument = RxDocumentData<unknown>;

/** What a record holds: changes of collections, to be applied in order. */
export type Operation =
	| {
			readonly kind: "put";
			/** Name and schema version, as `projects/0`. */
			readonly collection: string;
			/** The field that holds the primary key. */
			readonly key: string;
			readonly documents: readonly StoredDocument[];
	  }
	| {
			readonly kind: "purge";
			readonly collection: string;
			readonly ids: readonly string[];
	  }
	| { readonly kind: "drop"; readonly collection: string };

/** What a group of writes changed, or a share of it where that is long. Sequences rise by one. */
export interface LogRecord {
	readonly sequence: number;
	readonly operations: readonly Operation[];
}

/** A share of one collection at rest that can be read by itself. */
export interface Part {
	readonly collection: string;
	/** The field of the primary key. */
	readonly key: string;
	/** Whether documents may lie in it that have this value in this field. */
	mayHold(field: string, value: unknown): boolean;
	/** Its documents; nothing when the log was folded since it was loaded, and has to be loaded again. */
	read(): Promise<readonly StoredDocument[] | undefined>;
}

/** What is at rest: the parts, over which the records are to be applied in order, last ones last. */
export interface LoadedLog {
	/** The last record's sequence. */
	readonly sequence: number;
	readonly records: readonly LogRecord[];
	readonly parts: readonly Part[];
	/** By collection, how often it was dropped before the records. */
	readonly drops: Readonly<Record<string, number>>;
}

/** How documents lie at rest, so that some can be read before the others. */
export interface Layout {
	/** By collection, the field by which its documents lie together. */
	readonly groupBy?: Readonly<Record<string, string>>;
	/** Documents of any collection that have one of these lie apart from the others. */
	readonly setApart?: readonly FieldValue[];
}

/** A value in a field, which is given by its path. */
export interface FieldValue {
	readonly field: string;
	readonly value: unknown;
}

/** One collection as it is to be folded. */
export interface CollectionSnapshot {
	readonly key: string;
	readonly groupField: string | undefined;
	readonly setApart: readonly FieldValue[];
	readonly documents: readonly StoredDocument[];
	/** Whether anything in it was changed since the last fold. */
	readonly isChanged: boolean;
	/** How often it was dropped, ever. */
	readonly drops: number;
}

/** What a fold brings into its short form: everything up to `sequence`; later records stay in the log. */
export interface Snapshot {
	readonly sequence: number;
	readonly collections: ReadonlyMap<string, CollectionSnapshot>;
}

/**
 * Takes the records in that lie between what is known and what is written, and says what to write: operations, each as
 * JSON. Called inside the home's transaction: it answers at once.
 */
export type WriteAfter = (newer: readonly LogRecord[]) => readonly string[];

/** The commit log of one database, at rest somewhere. Its promises reject with `EngineError`. */
export interface Log {
	/**
	 * Leaves out, and sets aside, what does not match its checksum. Rejects with `CORRUPT_DATA` instead, parts too, when
	 * it was loaded before: what is shown would vanish.
	 */
	load(): Promise<LoadedLog>;
	/**
	 * Adds one commit after all others, as one record or several; resolves with the last sequence when all of it is
	 * durable, and a rejection means that nothing of it is there. Resolves with nothing when what lies after `after` is
	 * no longer to be had record by record: load again.
	 */
	append(after: number, write: WriteAfter): Promise<number | undefined>;
	/** What was added after this sequence; nothing when that is no longer to be had record by record. */
	since(sequence: number): Promise<readonly LogRecord[] | undefined>;
	/** Whether the log has grown so long, beside so many documents, that it is worth a fold. */
	isFoldDue(documents: number): boolean;
	/**
	 * Brings records into their short form; false when another tab did it. Interrupted anywhere it loses nothing.
	 * Never called twice at a time.
	 */
	fold(snapshot: Snapshot): Promise<boolean>;
	/**
	 * What did not match its checksum, as far as it is text: it was set aside, and is kept. What lies in a part is among
	 * it once the part was read.
	 */
	damaged(): Promise<readonly string[]>;
	/** Removes all of it and closes; only closes when others have added something after this sequence. */
	destroy(sequence: number): Promise<void>;
	close(): Promise<void>;
}

/** Where logs are kept. Whoever writes one runs the acceptance suite over it. */
export interface LogHome {
	/** `hear` is to be called when others may have added records; calls may be missing, late or too many. */
	open(database: string, hear: () => void): Promise<Log>;
}

/** A text field of a document, such as the one that holds its primary key; '' when it is no text. */
export function fieldOf(document: StoredDocument, field: string): string {
	const value: unknown = Reflect.get(document, field);
	return typeof value === "string" ? value : "";
}
