import { type JournalPlace, openJournalDatabase } from "./journal-place.js";

/** What is needed of the platform's `navigator.storageBuckets`, which Chromium has in secure contexts. */
export interface StorageBuckets {
	open(
		name: string,
		options: {
			readonly durability: "relaxed" | "strict";
			readonly persisted: boolean;
		},
	): Promise<{ readonly indexedDB: IDBFactory }>;
	keys(): Promise<readonly string[]>;
	delete(name: string): Promise<void>;
}

/**
 * A storage bucket of the account's own. Chromium keeps all databases of a bucket in one LevelDB and destroys them all
 * when that is torn: what destroys the store does not destroy what lies in another bucket.
 */
export function bucketPlace(
	buckets: StorageBuckets,
	account: string,
): JournalPlace {
	const isThere = async () => (await buckets.keys()).includes(account);
	return {
		open: async (mayMake) => {
			if (!mayMake && !(await isThere())) return undefined;
			const { indexedDB } = await buckets.open(account, {
				durability: "relaxed",
				// Granted without a question or not at all.
				persisted: true,
			});
			return openJournalDatabase(indexedDB, "journal", mayMake);
		},
		erase: async () => {
			await buckets.delete(account);
			return (await isThere()) ? [account] : [];
		},
	};
}
