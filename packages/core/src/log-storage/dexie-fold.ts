import { blockKey, DAMAGED, isCounted, readBlockKey } from "./dexie-blocks.js";
import {
	type BlockRow,
	type Head,
	headRow,
	type LogTables,
	readHead,
} from "./dexie-tables.js";
import {
	changedBlocks,
	type Division,
	divide,
	idsByBlock,
	isOutgrown,
} from "./division.js";
import type { CollectionSnapshot, Snapshot } from "./log.js";
import { seal } from "./sealed.js";

const BLOCKS_PER_TRANSACTION = 4;

/** A fold at work. */
export interface FoldWork {
	readonly tables: LogTables;
	readonly snapshot: Snapshot;
	/** Names this fold and no other. */
	readonly token: string;
	/** Records that could not be read: their rows are kept among the blocks. */
	readonly damaged: readonly number[];
}

/**
 * Brings the records into the blocks, in transactions that are short. A block holds its documents as they are when it
 * is written; the records stay until all blocks are, and applying them again to what is newer ends at the same. So it
 * may break off anywhere. False when another tab took over.
 */
export async function foldIntoBlocks(work: FoldWork): Promise<boolean> {
	const { snapshot } = work;
	const before = await claim(work);
	if (before === undefined) return false;
	const divisionByCollection: Record<string, Division> = {};
	for (const [name, collection] of snapshot.collections) {
		const known = before.divisionByCollection[name];
		const isNew =
			known === undefined ||
			snapshot.dropped.has(name) ||
			isOutgrown(known, collection.documentById.size);
		const division = isNew ? divide(collection) : known;
		if (collection.documentById.size > 0) divisionByCollection[name] = division;
		const blocks = isNew
			? allBlocks(division)
			: changedBlocks(collection, division);
		const plan = { name, collection, division, blocks };
		if (!(await writeBlocks(work, plan))) return false;
	}
	return finish(work, { ...before, divisionByCollection });
}

/** Takes the fold over from whoever had it, and clears away what an earlier one left. */
function claim({ tables, snapshot, token }: FoldWork) {
	const { log, blocks } = tables;
	return tables.transaction("rw", log, blocks, async () => {
		const head = readHead(await log.get(0), tables.name);
		if (head.folded > snapshot.sequence) return undefined;
		const keys = await blocks.toCollection().primaryKeys();
		const isLeftOver = (key: string) =>
			!key.startsWith(DAMAGED) &&
			(!isCounted(head, key) ||
				snapshot.dropped.has(readBlockKey(key).collection));
		await blocks.bulkDelete(keys.filter(isLeftOver));
		await log.put(headRow({ ...head, folder: token }));
		return head;
	});
}

interface BlocksPlan {
	readonly name: string;
	readonly collection: CollectionSnapshot;
	readonly division: Division;
	readonly blocks: ReadonlySet<number>;
}

async function writeBlocks(work: FoldWork, plan: BlocksPlan): Promise<boolean> {
	const { name, collection, division } = plan;
	if (plan.blocks.size === 0) return true;
	const rest = [...idsByBlock(collection, division, plan.blocks)];
	while (rest.length > 0) {
		const rows = rest.splice(0, BLOCKS_PER_TRANSACTION).map(([n, ids]) => {
			const documents = ids.flatMap(
				(id) => collection.documentById.get(id) ?? [],
			);
			const key = blockKey(name, division, n);
			return { key, documents };
		});
		if (!(await putBlocks(work, rows))) return false;
	}
	return true;
}

async function putBlocks(
	work: FoldWork,
	rows: readonly { key: string; documents: readonly unknown[] }[],
): Promise<boolean> {
	const { tables, token } = work;
	const full = rows.filter(({ documents }) => documents.length > 0);
	const sealed: BlockRow[] = full.map(({ key, documents }) => ({
		key,
		...seal(JSON.stringify(documents)),
	}));
	const empty = rows.filter((row) => !full.includes(row));
	const { log, blocks } = tables;
	return tables.transaction("rw", log, blocks, async () => {
		if (readHead(await log.get(0), tables.name).folder !== token) return false;
		await blocks.bulkPut(sealed);
		await blocks.bulkDelete(empty.map(({ key }) => key));
		return true;
	});
}

/** In one transaction: the blocks count, and the records that are in them go. */
function finish(work: FoldWork, next: Head): Promise<boolean> {
	const { tables, snapshot, token, damaged } = work;
	const { log, blocks } = tables;
	return tables.transaction("rw", log, blocks, async () => {
		const now = readHead(await log.get(0), tables.name);
		if (now.folder !== token) return false;
		const unreadable = await log.bulkGet([...damaged]);
		const kept = unreadable.flatMap((row) => row ?? []);
		await blocks.bulkPut(
			kept.map(({ sequence, bytes, sum }) => ({
				key: `${DAMAGED}record ${sequence}`,
				bytes,
				sum,
			})),
		);
		const head: Head = {
			...next,
			folded: snapshot.sequence,
			generation: now.generation + 1,
			folder: "",
		};
		await log.put(headRow(head));
		await log
			.where("sequence")
			.between(1, snapshot.sequence, true, true)
			.delete();
		const keys = await blocks.toCollection().primaryKeys();
		await blocks.bulkDelete(
			keys.filter((key) => !key.startsWith(DAMAGED) && !isCounted(head, key)),
		);
		return true;
	});
}

function allBlocks(division: Division): Set<number> {
	return new Set(Array(division.buckets * division.spread).keys());
}
