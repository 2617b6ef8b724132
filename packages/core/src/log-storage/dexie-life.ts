import {
	type Head,
	headRow,
	type LogRow,
	type LogTables,
	newHead,
	REMOVED,
	readHead,
} from "./dexie-tables.js";

/** Makes the head of a new database, also of one whose removal was broken off. */
export function beginLog(tables: LogTables): Promise<void> {
	const { log, blocks } = tables;
	return tables.transaction("rw", log, blocks, async () => {
		if ((await log.count()) > 0) {
			const head = readHead(await log.get(0), tables.name);
			if (head.id !== REMOVED) return;
			await Promise.all([log.clear(), blocks.clear()]);
		}
		await log.add(headRow(newHead()));
	});
}

/**
 * Refuses every later write, unless something was added after this sequence (false). In one transaction: a write of
 * another tab comes before it, and everything stays, or after it, and is not acknowledged.
 */
export function markRemoved(
	tables: LogTables,
	sequence: number,
	check: (row: LogRow | undefined) => Head,
): Promise<boolean> {
	const { log } = tables;
	return tables.transaction("rw", log, async () => {
		const head = check(await log.get(0));
		const last = await log.orderBy("sequence").last();
		if (Math.max(last?.sequence ?? 0, head.folded) !== sequence) return false;
		await log.put(headRow({ ...head, id: REMOVED }));
		return true;
	});
}
