import {
	dexieStorage,
	logStorage,
	type StoreStorage,
} from "@engine-offline/core";
import { memoryStorage } from "@engine-offline/core/memory";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";

/** One for all tests of a file, so that a store opened again by its account finds what it had. */
const places = { indexedDB: new IDBFactory(), IDBKeyRange };

const storageByName: Readonly<Record<string, () => StoreStorage>> = {
	memory: memoryStorage,
	dexie: () => dexieStorage(places),
	log: () => logStorage({ ...places, foldFromBytes: 4096 }),
};

/** The storage that tests run on: that of ENGINE_STORAGE (`memory`, `dexie` or `log`), memory when none is named. */
export function testStorage(): StoreStorage {
	const name = process.env.ENGINE_STORAGE ?? "memory";
	const make = storageByName[name];
	if (make === undefined) throw new Error(`ENGINE_STORAGE=${name} is unknown.`);
	return make();
}
