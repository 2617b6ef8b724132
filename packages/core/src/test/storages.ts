import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { memoryStorage } from "../memory.js";
import { dexieStorage, type StoreStorage } from "../storage.js";

/** RxDB's Dexie storage on an IndexedDB that outlives the store but not the test. */
export function fakeDexieStorage(indexedDB = new IDBFactory()): StoreStorage {
	return dexieStorage({ indexedDB, IDBKeyRange });
}

/** What every rule of the gate holds on. */
export const storages: readonly (readonly [string, () => StoreStorage])[] = [
	["memory", memoryStorage],
	["Dexie", fakeDexieStorage],
];
