import type { Dexie } from "dexie";
import type { DexieSettings, RxStorageInstanceCreationParams } from "rxdb";
import type { getRxStorageDexie } from "rxdb/plugins/storage-dexie";

type DexieRxStorage = ReturnType<typeof getRxStorageDexie>;

/** Why databases did not open. */
const failures = new WeakMap<Dexie, unknown>();

/** To be called for each database before RxDB opens it; `forgetFailed` tells what became of that. */
export function noteFailure(database: Dexie): void {
	const open = database.open.bind(database);
	database.open = () =>
		open().then(
			() => {
				failures.delete(database);
				return database;
			},
			(error: unknown) => {
				failures.set(database, error);
				return database;
			},
		);
}

/**
 * RxDB's Dexie storage keeps every database by its name, one that failed to open as well: without this it would fail
 * with that error for as long as the page lives, though there were room again.
 */
export function forgetFailed(storage: DexieRxStorage): DexieRxStorage {
	const create: DexieRxStorage["createStorageInstance"] =
		storage.createStorageInstance.bind(storage);
	storage.createStorageInstance = async <Data>(
		params: RxStorageInstanceCreationParams<Data, DexieSettings>,
	) => {
		const instance = await create(params);
		const { dexieDb } = await instance.internals;
		if (!failures.has(dexieDb)) return instance;
		const error = failures.get(dexieDb);
		await instance.close();
		throw error;
	};
	return storage;
}
