import { IDBFactory } from "fake-indexeddb";
import { collectionNames } from "../../model/documents.js";
import { replicaOf } from "../../replicate.js";
import type { StoreStorage } from "../../storage.js";
import { openStore } from "../../store/open-store.js";
import type { Store } from "../../store/store.js";
import type { StoreOptions } from "../../store/store-options.js";
import { fakeDexieStorage } from "../../test/storages.js";
import { memoryJournal } from "../memory-journal.js";

let accounts = 0;

/** One account on a device whose IndexedDB can be emptied while its journal stays. */
export function device(given: Partial<StoreOptions> = {}, room?: number) {
	const journal = memoryJournal(room);
	const account = `journal-${++accounts}`;
	let indexedDB = new IDBFactory();
	let open: Store | undefined;
	const close = async () => {
		await open?.close();
		open = undefined;
	};
	return {
		journal,
		close,
		/** Ends the store, if one is open, and opens it again. */
		boot: async () => {
			await close();
			const store = await openStore({
				engine: "test",
				account,
				storage: fakeDexieStorage(indexedDB),
				journal,
				...given,
			});
			open = store;
			return { store, replica: replicaOf(store) };
		},
		/** Opens it until so many writes were made, then everything stops; false when it opened before that. */
		bootUntil: async (writes: number) => {
			const storage = failingAfter(fakeDexieStorage(indexedDB), writes);
			const options = { engine: "test", account, storage, journal, ...given };
			const opened = await openStore(options).catch(() => undefined);
			await opened?.close();
			return opened === undefined;
		},
		/** Everything in IndexedDB is gone. */
		wipe: async () => {
			await close();
			indexedDB = new IDBFactory();
		},
		indexedDB: () => indexedDB,
		/** What the journal holds of documents, as texts by collection and id. */
		records: () =>
			new Map(
				[...journal.textByKey].flatMap(([key, text]) => {
					const [, place] = key.split("/document/");
					return place === undefined ? [] : [[place, text] as const];
				}),
			),
	};
}

/** A storage in which the collections take so many writes, and no more. */
function failingAfter(storage: StoreStorage, writes: number): StoreStorage {
	let left = writes;
	const { rxStorage } = storage;
	const createStorageInstance: typeof rxStorage.createStorageInstance = async (
		params,
	) => {
		const instance = await rxStorage.createStorageInstance(params);
		if (!collectionNames.some((name) => name === params.collectionName))
			return instance;
		const write = instance.bulkWrite.bind(instance);
		instance.bulkWrite = async (...rows) => {
			if (left-- <= 0) throw new Error("The process ended here.");
			return write(...rows);
		};
		return instance;
	};
	return { ...storage, rxStorage: { ...rxStorage, createStorageInstance } };
}

export type Device = ReturnType<typeof device>;
