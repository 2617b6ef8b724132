import type { StoreStorage } from "../../storage.js";

/** The storage as one tab has it: RxDB lets a name be open once in a realm and storage, and here a tab is no realm. */
export function storageOfTab(storage: StoreStorage, id: string): StoreStorage {
	const { rxStorage } = storage;
	return {
		...storage,
		shared: true,
		rxStorage: {
			name: `${rxStorage.name}-${id}`,
			rxdbVersion: rxStorage.rxdbVersion,
			createStorageInstance: (params) =>
				rxStorage.createStorageInstance(params),
		},
	};
}
