import type { RxStorage } from "rxdb";
import { getRxStorageMemory } from "rxdb/plugins/storage-memory";
import type { StoreStorage } from "./storage.js";

export { memoryJournal } from "./journal/memory-journal.js";

/** RxDB's memory storage: for tests, server-side rendering and private mode. Nothing outlives the process. */
export function memoryStorage(): StoreStorage {
	return {
		// Proof of the cast: RxDB hands a storage only the options that openStore() gives, and it gives none.
		rxStorage: getRxStorageMemory() as unknown as RxStorage<unknown, unknown>,
		durable: false,
		shared: false,
	};
}
