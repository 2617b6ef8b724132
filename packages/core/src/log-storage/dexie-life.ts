import { headRow, type LogTables, newHead } from "./dexie-tables.js";

/** Head and records, and the keys of the blocks; a new database gets its head. */
export function readTables(tables: LogTables) {
	const { log, blocks } = tables;
	return tables.transaction("rw", log, blocks, async () => {
		// IndexedDB answers in order.
		const reading = log.toArray();
		const keys = blocks.toCollection().primaryKeys();
		const rows = await reading;
		if (rows.length > 0) return { rows, keys: await keys };
		const row = headRow(newHead());
		await log.add(row);
		return { rows: [row], keys: [] };
	});
}

/**
 * Leaves nothing, the head neither: a write of another tab comes before this, and is seen, or after it, and finds no
 * log to write to.
 */
export async function clearTables({ log, blocks }: LogTables): Promise<void> {
	await Promise.all([log.clear(), blocks.clear()]);
}
