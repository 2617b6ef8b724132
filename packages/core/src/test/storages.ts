import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { logStorage } from "../log-storage/log-storage.js";
import { memoryStorage } from "../memory.js";
import { dexieStorage, type StoreStorage } from "../storage.js";

/** RxDB's Dexie storage on an IndexedDB that outlives the store but not the test. */
export function fakeDexieStorage(indexedDB = new IDBFactory()): StoreStorage {
	return dexieStorage({ indexedDB, IDBKeyRange });
}

/** The memory-first storage, likewise. */
export function fakeLogStorage(
	indexedDB = new IDBFactory(),
	foldFromBytes = 4096,
): StoreStorage {
	return logStorage({ indexedDB, IDBKeyRange, foldFromBytes });
}

/** One for all tests of a file, so that a store opened again by its account finds what it had. */
const shared = new IDBFactory();

const storageByName: Readonly<Record<string, () => StoreStorage>> = {
	memory: memoryStorage,
	dexie: () => fakeDexieStorage(shared),
	log: () => fakeLogStorage(shared),
};

/** The storage that tests run on: that of ENGINE_STORAGE (`memory`, `dexie` or `log`), memory when none is named. */
export function testStorage(): StoreStorage {
	const name = process.env.ENGINE_STORAGE ?? "memory";
	const make = storageByName[name];
	if (make === undefined) throw new Error(`ENGINE_STORAGE=${name} is unknown.`);
	return make();
}

/** What every rule of the gate holds on. */
export const storages: readonly (readonly [string, () => StoreStorage])[] = [
	["memory", memoryStorage],
	["Dexie", () => fakeDexieStorage()],
	["log", () => fakeLogStorage()],
];
