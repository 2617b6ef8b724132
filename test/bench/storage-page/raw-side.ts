import type { Durability } from "../../storages.js";
import type { Row } from "./row.js";
import type { Side } from "./side.js";

/** IndexedDB without a library: one row a document, one index. */
export async function openRaw(
	name: string,
	durability: Durability,
): Promise<Side> {
	const opening = indexedDB.open(name, 1);
	opening.onupgradeneeded = () =>
		opening.result
			.createObjectStore("projects", { keyPath: "id" })
			.createIndex("orgId", "orgId");
	const database = await done(opening);
	const put = (rows: readonly Row[]) =>
		new Promise<void>((resolve, reject) => {
			const transaction = database.transaction("projects", "readwrite", {
				durability,
			});
			const store = transaction.objectStore("projects");
			for (const row of rows) store.put(row);
			transaction.oncomplete = () => resolve();
			transaction.onabort = () => reject(transaction.error);
		});
	const read = () => database.transaction("projects").objectStore("projects");
	return {
		bulk: put,
		update: put,
		insert: (row) => put([row]),
		queryOrg: async (orgId) =>
			(await done(read().index("orgId").getAll(orgId))).length,
		readAll: async () => (await done(read().getAll())).length,
		close: async () => database.close(),
	};
}

function done<Result>(request: IDBRequest<Result>): Promise<Result> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});
}
