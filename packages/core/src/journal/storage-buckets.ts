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
	// Collected as garbage, a bucket takes the connections to its databases along without a word: they never answer again.
	let held: Awaited<ReturnType<StorageBuckets["open"]>> | undefined;
	const isThere = async () => (await buckets.keys()).includes(account);
	return {
		open: async (mayMake) => {
			if (!mayMake && !(await isThere())) return undefined;
			held = await buckets.open(account, {
				durability: "relaxed",
				// Granted without a question or not at all.
				persisted: true,
			});
			return openJournalDatabase(held.indexedDB, "journal", mayMake);
		},
		erase: async () => {
			await buckets.delete(account);
			held = undefined;
			return (await isThere()) ? [account] : [];
		},
	};
}
