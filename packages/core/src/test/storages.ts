import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { logStorage } from "../log-storage/log-storage.js";
import { memoryStorage } from "../memory.js";
import { dexieStorage, type StoreStorage } from "../storage.js";

/** RxDB's Dexie storage on an IndexedDB that outlives the store but not the test. */
export function fakeDexieStorage(indexedDB = new IDBFactory()): StoreStorage {
	return dexieStorage({ indexedDB, IDBKeyRange });
}

/** The memory-first storage, likewise. */
export function fakeLogStorage(indexedDB = new IDBFactory()): StoreStorage {
	return logStorage({ indexedDB, IDBKeyRange, foldFromBytes: 4096 });
}

/** What every rule of the gate holds on. */
export const storages: readonly (readonly [string, () => StoreStorage])[] = [
	["memory", memoryStorage],
	["Dexie", fakeDexieStorage],
	["log", fakeLogStorage],
];
