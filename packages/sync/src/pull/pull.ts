import type { FetchedList } from "./fetch-list.js";

/** One list while it is brought home. */
export interface Pull {
	readonly list: FetchedList;
	/** The moment of the mirror before the list was asked for. */
	readonly fence: number;
	/** Monotonic ms. */
	readonly startedAt: number;
	/** Local id of the org that it belongs to, '' for lists of their own. */
	readonly orgId: string;
}
