import { IDBFactory } from "fake-indexeddb";
import type { StorageBuckets } from "../storage-buckets.js";

/** Storage buckets in memory, which are gone for those too who have one open, as in a browser. */
export function fakeBuckets(): StorageBuckets {
	const factoryByName = new Map<string, IDBFactory>();
	return {
		open: async (name) => {
			const indexedDB = factoryByName.get(name) ?? new IDBFactory();
			factoryByName.set(name, indexedDB);
			return { indexedDB };
		},
		keys: async () => [...factoryByName.keys()].sort(),
		delete: async (name) => {
			const factory = factoryByName.get(name);
			factoryByName.delete(name);
			for (const { name: database = "" } of (await factory?.databases()) ?? [])
				await new Promise((resolve) => {
					const asked = factory?.deleteDatabase(database);
					asked?.addEventListener("success", resolve);
				});
		},
	};
}
