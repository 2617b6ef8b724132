import type { CollectionName } from "@engine-offline/core/replicate";

/** The part of the work that one run does; another tab does the rest. */
export interface Share {
	/** Whether this run brings the document's change to the Engine. */
	readonly isMine: (name: CollectionName, id: string) => boolean;
	/** Whether it asks for lists, and writes down how fresh they are. */
	readonly lists: boolean;
}

/** One run does everything. */
export const everything: Share = { isMine: () => true, lists: true };
