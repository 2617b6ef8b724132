import { randomToken } from "rxdb/plugins/utils";
import {
	type BlockKey,
	type BlockRow,
	blockKeys,
	DAMAGED,
	type Head,
	headRow,
	isCounted,
	type LogTable,
	readHead,
	recordKeysUpTo,
} from "./dexie-table.js";
import type { CollectionSnapshot, Snapshot } from "./log.js";
import { fieldOf, type StoredDocument } from "./operation.js";
import { seal } from "./sealed.js";

/** Chromium takes values of 64 KiB and more out of its database, into files that are slow to read. */
const BYTES_PER_BLOCK = 48 * 1024;
/** How many one transaction takes out: Chromium writes down what they held, and others wait for it. */
const RECORDS_PER_SWEEP = 128;
const BLOCKS_PER_SWEEP = 16;

/** A fold at work. */
export interface FoldWork {
	readonly table: LogTable;
	readonly snapshot: Snapshot;
}

/** What does not count any more. */
interface Useless {
	readonly records: readonly number[];
	readonly blocks: readonly BlockKey[];
}

/**
 * Writes the collections that changed into new blocks, then lets them count and the records not, and then takes out
 * what does not count any more; all in short transactions. So it may break off anywhere, and two at once do no harm.
 * False when another tab came first.
 */
export async function foldIntoBlocks(work: FoldWork): Promise<boolean> {
	const { table, snapshot } = work;
	const before = readHead(await table.rows.get(0), table.name);
	if (before.folded > snapshot.sequence) return false;
	const divisionByCollection = { ...before.divisionByCollection };
	const fold = randomToken(10);
	for (const [name, collection] of snapshot.collections) {
		const { isChanged, key, groupField, documents } = collection;
		if (!isChanged) continue;
		delete divisionByCollection[name];
		if (documents.length > 0)
			divisionByCollection[name] = { fold, key, groupField };
		for (const row of toBlocks(name, fold, collection))
			await table.rows.put(row);
	}
	const { sequence: folded } = snapshot;
	const useless = await letCount(work, {
		...before,
		divisionByCollection,
		folded,
	});
	if (useless === undefined) return false;
	await sweep(table, useless);
	return true;
}

/** Documents of one group lie together; what has no groups lies as it comes. */
function* toBlocks(
	name: string,
	fold: string,
	{ groupField, documents }: CollectionSnapshot,
): Generator<BlockRow> {
	const groupOf = (document: StoredDocument) =>
		groupField ? fieldOf(document, groupField) : "";
	const byGroup = new Map<string, StoredDocument[]>();
	for (const document of documents) {
		const known = byGroup.get(groupOf(document));
		if (known === undefined) byGroup.set(groupOf(document), [document]);
		else known.push(document);
	}
	let [first, last, n, texts, length] = ["", "", 0, [] as string[], 0];
	const take = (): BlockRow => {
		const key: BlockKey = [name, fold, n, first, last];
		const row = { key, ...seal(`[${texts.join(",")}]`) };
		[n, texts, length] = [n + 1, [], 0];
		return row;
	};
	for (const group of [...byGroup.keys()].sort())
		for (const document of byGroup.get(group) ?? []) {
			const text = JSON.stringify(document);
			if (length > 0 && length + text.length > BYTES_PER_BLOCK) yield take();
			if (length === 0) first = group;
			last = group;
			texts.push(text);
			length += text.length + 1;
		}
	if (length > 0) yield take();
}

/** Answers the keys of all that does not count from then on; nothing when another tab came first. */
function letCount(
	{ table }: FoldWork,
	next: Head,
): Promise<Useless | undefined> {
	const { rows } = table;
	return table.transaction("rw", rows, async () => {
		const now = readHead(await rows.get(0), table.name);
		if (now.generation !== next.generation) return undefined;
		const records = await recordKeysUpTo(table, next.folded);
		const generation = now.generation + 1;
		await rows.put(headRow({ ...next, generation, turn: now.turn }));
		// Only what is there now: what another tab writes from here on may come to count.
		const blocks = (await blockKeys(table)).filter(
			(key) => key[0] !== DAMAGED && !isCounted(next, key),
		);
		return { records, blocks };
	});
}

async function sweep({ rows }: LogTable, { records, blocks }: Useless) {
	// A range is one request, and one note on how to undo it: there is less that a kill can tear.
	for (const some of slices(records, RECORDS_PER_SWEEP))
		await rows.where("key").between(some[0], some.at(-1), true, true).delete();
	for (const some of slices(blocks, BLOCKS_PER_SWEEP))
		await rows.bulkDelete(some);
}

const slices = <Item>(all: readonly Item[], size: number): Item[][] =>
	Array.from({ length: Math.ceil(all.length / size) }, (_, n) =>
		all.slice(n * size, (n + 1) * size),
	);
