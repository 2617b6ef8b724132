import type { CollectionName } from "../model/documents.js";

/** One document that was found lost or damaged. */
export interface RecoveredItem {
	readonly collection: CollectionName | "";
	readonly id: string;
	/** What a person calls it. */
	readonly label: string;
	/**
	 * `restored`: it waits to be sent as before. `restored-in-doubt`: it may have reached the Engine, which is looked
	 * into first. `lost`: it could not be put back; `why` says why, and `text` is what the journal held. `set-aside`: the
	 * store held `text` for it, which is no document; it is pulled again, or was put back from the journal. Of a record
	 * of the storage that does not match its checksum (`collection` is '') `text` is the beginning: a change that had not
	 * been sent may be in it, and is lost unless the journal put it back.
	 */
	readonly outcome: "restored" | "restored-in-doubt" | "lost" | "set-aside";
	readonly why: string;
	readonly text: string;
}

/** What was found when the store opened and was not the one that had been left. It stays until it is dismissed. */
export interface Recovery {
	/** Wall clock in ms. */
	readonly at: number;
	/** The collections that were empty. Everything in them is pulled again. None: only records were unreadable. */
	readonly emptied: readonly CollectionName[];
	readonly items: readonly RecoveredItem[];
	/** So many changed documents had no room in the journal: they are lost, and nothing more is known of them. */
	readonly unkept: number;
	/** The journal was gone too: all that waited may be lost, and nobody can say what it was, or how much. */
	readonly journalLost: boolean;
}

/** Both in one: opening was broken off and found the rest later. */
export function joinRecoveries(
	earlier: Recovery | undefined,
	later: Recovery,
): Recovery {
	if (earlier === undefined) return later;
	const keyOf = ({ collection, id }: RecoveredItem) => `${collection}/${id}`;
	const known = new Set(earlier.items.map(keyOf));
	return {
		at: earlier.at,
		emptied: [...new Set([...earlier.emptied, ...later.emptied])],
		items: [
			...earlier.items,
			...later.items.filter((item) => !known.has(keyOf(item))),
		],
		unkept: Math.max(earlier.unkept, later.unkept),
		journalLost: earlier.journalLost || later.journalLost,
	};
}
