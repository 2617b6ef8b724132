import { randomToken } from "rxdb/plugins/utils";
import type { BlockKey, RecordRow } from "./dexie-table.js";
import type { FieldValue } from "./log.js";
import { seal } from "./sealed.js";

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

/** Whether a block is of the fold that the head names. What a broken-off fold left is not. */
export const isCounted = (head: Head, [collection, fold]: BlockKey) =>
	head.divisionByCollection[collection]?.fold === fold;

export const headRow = (head: Head): RecordRow => ({
	key: 0,
	...seal(JSON.stringify(head)),
});
