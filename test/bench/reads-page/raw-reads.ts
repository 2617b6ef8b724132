import { done, putRows } from "../sync-page/raw-indexed-db.js";
import type { Reads } from "./reads.js";

/** IndexedDB without a library, on rows that are there, with one index. */
export async function openRawReads(name: string): Promise<Reads> {
	const database = await done(indexedDB.open(name));
	const docs = () => database.transaction("docs").objectStore("docs");
	const [row] = await done(docs().getAll(null, 1));
	return {
		countOf: async (orgId) =>
			(await done(docs().index("orgId").getAll(orgId))).length,
		countAll: async () => (await done(docs().getAll())).length,
		insert: (orgId, id) => putRows(database, [{ ...row, id, orgId }]),
		close: async () => database.close(),
	};
}
