/** What RxDB's Dexie storage made of one collection: its rows as they are stored, and its indexes. */
export interface StoredCollection {
	readonly rows: readonly object[];
	readonly keyPath: IDBObjectStore["keyPath"];
	readonly indexes: readonly {
		readonly name: string;
		readonly keyPath: string | string[];
		readonly multiEntry: boolean;
	}[];
}

/** Reads a collection's own database, so that the raw side can store the same bytes under the same indexes. */
async function readStored(databaseName: string): Promise<StoredCollection> {
	const database = await done(indexedDB.open(databaseName));
	const documents = database.transaction("docs").objectStore("docs");
	const rows: object[] = await done(documents.getAll());
	const indexes = [...documents.indexNames].map((name) => {
		const { keyPath, multiEntry } = documents.index(name);
		return { name, keyPath, multiEntry };
	});
	const { keyPath } = documents;
	database.close();
	return { rows, keyPath, indexes };
}

/** The projects of the one store that RxDB's Dexie storage has made since `before`. */
export async function readDexieProjects(
	before: ReadonlySet<string>,
): Promise<StoredCollection> {
	const names = (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
	const own = names.find(
		(name) => !before.has(name) && name.endsWith("--projects"),
	);
	return readStored(own ?? "");
}

/** An empty database with the same object store and indexes. */
export async function createLike(
	name: string,
	like: StoredCollection,
): Promise<IDBDatabase> {
	const request = indexedDB.open(name, 1);
	request.onupgradeneeded = () => {
		const store = request.result.createObjectStore("docs", {
			keyPath: like.keyPath,
		});
		for (const index of like.indexes)
			store.createIndex(index.name, index.keyPath, {
				multiEntry: index.multiEntry,
			});
	};
	return done(request);
}

/** Puts rows in one transaction that is flushed to disk before it counts; resolves when it does. */
export function putRows(
	database: IDBDatabase,
	rows: readonly object[],
): Promise<void> {
	return new Promise((resolve, reject) => {
		const transaction = database.transaction("docs", "readwrite", {
			durability: "strict",
		});
		const store = transaction.objectStore("docs");
		for (const row of rows) store.put(row);
		transaction.oncomplete = () => resolve();
		transaction.onerror = () => reject(transaction.error);
		transaction.onabort = () => reject(transaction.error);
	});
}

export function done<Result>(request: IDBRequest<Result>): Promise<Result> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});
}
