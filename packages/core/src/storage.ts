import type { RxStorage } from "rxdb";
import { getRxStorageDexie } from "rxdb/plugins/storage-dexie";
import { collectionNames } from "./model/documents.js";
import { schemaVersion } from "./model/rx-schema.js";
import { forgetFailed, noteFailure } from "./store/forget-failed.js";
import { reopenItself } from "./store/reopen-itself.js";
import {
	type DatabaseNames,
	eraseIndexedDb,
} from "./store/wipe/erase-indexed-db.js";
import { LOCAL_DOCUMENTS } from "./tabs/share-storage.js";

/** A storage for the store, and whether it outlives the process. */
export interface StoreStorage {
	readonly rxStorage: RxStorage<unknown, unknown>;
	/** Whether what was acknowledged is still there after the process died. */
	readonly durable: boolean;
	/** Whether other tabs of this origin may open the same data at the same time. */
	readonly shared: boolean;
	/**
	 * Only of a storage that tells its tabs by itself what they write: applies what others have written, also when no
	 * word of it came through.
	 */
	readonly catchUp?: () => Promise<void>;
	/**
	 * Only of a storage with checksums: what it could not read of an open database, now or at an earlier opening, as
	 * texts; their documents are missing, or older than they were. Looks through all of it.
	 */
	readonly damaged?: (database: string) => Promise<readonly string[]>;
	/**
	 * Destroys everything of a database, of older versions too, while nobody here has it open; answers the names of what
	 * is left. Left out, RxDB removes what it knows of.
	 */
	readonly erase?: (database: string) => Promise<readonly string[]>;
}

/** Where IndexedDB comes from; left out, it is the platform's. */
export interface DexieStorageOptions {
	readonly indexedDB?: IDBFactory;
	readonly IDBKeyRange?: typeof IDBKeyRange;
	/** `strict` (default): an acknowledgement means flushed to disk. `relaxed` is faster and leaves that to the browser. */
	readonly durability?: "strict" | "relaxed";
	/** Whether other tabs may open it too; default true where there is a window. */
	readonly shared?: boolean;
}

/** RxDB's Dexie storage: IndexedDB, one database for each collection. For stores of more than some 100,000 documents. */
export function dexieStorage(options: DexieStorageOptions = {}): StoreStorage {
	const { durability = "strict", shared, ...places } = options;
	const rxStorage = forgetFailed(
		getRxStorageDexie({
			...places,
			chromeTransactionDurability: durability,
			onCreate: (database) => {
				noteFailure(database);
				reopenItself(database);
			},
		}),
	);
	return {
		// Proof of the cast: RxDB hands a storage only the options that openStore() gives, and it gives none.
		rxStorage: rxStorage as unknown as RxStorage<unknown, unknown>,
		durable: true,
		shared: shared ?? typeof document !== "undefined",
		erase: (database) =>
			eraseIndexedDb(places.indexedDB ?? indexedDB, dexieNames, database),
	};
}

/** RxDB's Dexie storage makes one IndexedDB database of each collection and version. */
export const dexieNames: DatabaseNames = {
	isOne: (name, database) => name.startsWith(`rxdb-dexie-${database}--`),
	possible: (database) =>
		Array.from({ length: schemaVersion + 1 }, (_, version) => version).flatMap(
			(version) =>
				["_rxdb_internal", ...collectionNames, LOCAL_DOCUMENTS].map(
					(name) => `rxdb-dexie-${database}--${version}--${name}`,
				),
		),
};
