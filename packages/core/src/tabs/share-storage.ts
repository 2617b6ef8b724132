import type { RxStorage, RxStorageInstanceCreationParams } from "rxdb";
import { getCollectionLocalInstanceName } from "rxdb/plugins/local-documents";
import { collectionNames } from "../model/documents.js";
import { type Feed, openFeed, type RowInstance } from "./feed.js";
import type { Tabs } from "./tabs.js";

/** Where what this tab writes and what others wrote meet. */
export interface Sharing {
	readonly tabs: Tabs;
	readonly uuid: () => string;
	/** The feeds of the collections that are open, by name. */
	readonly feeds: Map<string, Feed>;
}

/** The topic on which tabs tell which documents they wrote. */
export const CHANGED = "changed";
/** Of a larger write the others are told only that there was one. */
const MOST_IDS = 200;

/** Local documents of the database lie in a collection of this name. */
export const LOCAL_DOCUMENTS = getCollectionLocalInstanceName("");

const shared = new Set<string>([...collectionNames, LOCAL_DOCUMENTS]);

/** Wraps an RxStorage so that each collection of the store hears what other tabs wrote, and tells them what it wrote. */
export function shareStorage<Internals, Options>(
	storage: RxStorage<Internals, Options>,
	sharing: Sharing,
): RxStorage<Internals, Options> {
	return {
		...storage,
		async createStorageInstance<Doc>(
			params: RxStorageInstanceCreationParams<Doc, Options>,
		) {
			const instance = await storage.createStorageInstance(params);
			const name = params.collectionName;
			if (!shared.has(name)) return instance;
			const feed = openFeed({
				name,
				// Proof of the cast: every stored document has the fields of a row.
				instance: instance as unknown as RowInstance,
				uuid: sharing.uuid,
				wrote: (ids) => tell(sharing.tabs, name, ids),
			});
			sharing.feeds.set(name, feed);
			const close = instance.close.bind(instance);
			instance.close = () => {
				feed.close();
				if (sharing.feeds.get(name) === feed) sharing.feeds.delete(name);
				return close();
			};
			return instance;
		},
	};
}

function tell(tabs: Tabs, name: string, ids: readonly string[]): void {
	tabs.post(CHANGED, { name, ids: ids.length > MOST_IDS ? "many" : ids });
}
