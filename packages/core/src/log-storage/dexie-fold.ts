import { randomToken } from "rxdb/plugins/utils";
import {
	type BlockKey,
	type BlockRow,
	DAMAGED,
	type Division,
	type Head,
	headRow,
	type LogTables,
	readHead,
} from "./dexie-tables.js";
import type { CollectionSnapshot, Snapshot } from "./log.js";
import { fieldOf, type StoredDocument } from "./operation.js";
import { seal } from "./sealed.js";

const DOCUMENTS_PER_BLOCK = 500;

/** A fold at work. */
export interface FoldWork {
	readonly tables: LogTables;
	readonly snapshot: Snapshot;
	/** Records that could not be read: their rows are kept among the blocks. */
	readonly damaged: readonly number[];
}

/**
 * Writes the collections that changed into new blocks, each in a transaction of its own, and then in one more lets
 * them count and the records go. So it may break off anywhere, and two at once do no harm. False when another tab came
 * first.
 */
export async function foldIntoBlocks(work: FoldWork): Promise<boolean> {
	const { tables, snapshot } = work;
	const before = readHead(await tables.log.get(0), tables.name);
	if (before.folded > snapshot.sequence) return false;
	const divisionByCollection = { ...before.divisionByCollection };
	const fold = randomToken(10);
	for (const [name, collection] of snapshot.collections) {
		const { isChanged, key, groupField, documents } = collection;
		if (!isChanged) continue;
		const division: Division = { fold, key, groupField };
		delete divisionByCollection[name];
		if (documents.length > 0) divisionByCollection[name] = division;
		for (const row of toBlocks(name, fold, collection))
			await tables.blocks.put(row);
	}
	return finish(work, { ...before, divisionByCollection });
}

/** Documents of one group lie together; what has no groups lies as it comes. */
function* toBlocks(
	name: string,
	fold: string,
	{ groupField, documents }: CollectionSnapshot,
): Generator<BlockRow> {
	const groupOf = (document: StoredDocument | undefined) =>
		document && groupField ? fieldOf(document, groupField) : "";
	const byGroup = new Map<string, StoredDocument[]>();
	for (const document of documents) {
		const group = groupOf(document);
		const known = byGroup.get(group);
		if (known === undefined) byGroup.set(group, [document]);
		else known.push(document);
	}
	const rest = [...byGroup.keys()]
		.sort()
		.flatMap((group) => byGroup.get(group) ?? []);
	for (let n = 0; n * DOCUMENTS_PER_BLOCK < rest.length; n += 1) {
		const from = n * DOCUMENTS_PER_BLOCK;
		const block = rest.slice(from, from + DOCUMENTS_PER_BLOCK);
		const [first, last] = [groupOf(block[0]), groupOf(block.at(-1))];
		const key: BlockKey = [name, fold, n, first, last];
		yield { key, ...seal(JSON.stringify(block)) };
	}
}

function finish(work: FoldWork, next: Head): Promise<boolean> {
	const { tables, snapshot, damaged } = work;
	const { log, blocks } = tables;
	return tables.transaction("rw", log, blocks, async () => {
		const now = readHead(await log.get(0), tables.name);
		if (now.generation !== next.generation) return false;
		for (const row of await log.bulkGet([...damaged])) {
			if (row === undefined) continue;
			const { bytes, sum, sequence } = row;
			await blocks.put({ key: [DAMAGED, "", sequence, "", ""], bytes, sum });
		}
		const { turn } = now;
		const [folded, generation] = [snapshot.sequence, now.generation + 1];
		await log.put(headRow({ ...next, folded, generation, turn }));
		await log.where("sequence").between(1, folded, true, true).delete();
		const keys = await blocks.toCollection().primaryKeys();
		const isUseless = (key: BlockKey) =>
			key[0] !== DAMAGED && !isCounted(next, key);
		await blocks.bulkDelete(keys.filter(isUseless));
		return true;
	});
}

/** Whether a block is of the fold that the head names. What a broken-off fold left is not. */
export const isCounted = (head: Head, [collection, fold]: BlockKey) =>
	head.divisionByCollection[collection]?.fold === fold;
