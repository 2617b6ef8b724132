import { randomToken } from "rxdb/plugins/utils";
import { divide, type Groups, toBlocks } from "./blocks.js";
import type { KeepDamaged } from "./dexie-damage.js";
import { type Division, type Head, headRow, isCounted } from "./dexie-head.js";
import {
	type BlockKey,
	type BlockRow,
	DAMAGED,
	type LogTable,
} from "./dexie-table.js";
import type {
	CollectionSnapshot,
	Part,
	Snapshot,
	StoredDocument,
} from "./log.js";
import { seal, unseal } from "./sealed.js";

/** How many one transaction writes: each is flushed, and others wait for it. */
const BLOCKS_PER_WRITE = 4;
/** How many one transaction takes out: Chromium writes down what they held, and others wait for it. */
const RECORDS_PER_SWEEP = 128;
const BLOCKS_PER_SWEEP = 16;

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
export async function foldIntoBlocks(
	table: LogTable,
	snapshot: Snapshot,
	pause?: () => Promise<void>,
): Promise<boolean> {
	const before = await table.head();
	if (before.folded > snapshot.sequence) return false;
	const divisionByCollection = { ...before.divisionByCollection };
	const drops = { ...before.drops };
	const fold = randomToken(10);
	for (const [name, collection] of snapshot.collections) {
		if (collection.drops > 0) drops[name] = collection.drops;
		if (!collection.isChanged) continue;
		delete divisionByCollection[name];
		const division = await writeBlocks(
			table,
			{ name, fold, pause },
			collection,
		);
		if (division !== undefined) divisionByCollection[name] = division;
	}
	const { sequence: folded } = snapshot;
	const next = { ...before, divisionByCollection, drops, folded };
	const useless = await letCount(table, next);
	if (useless === undefined) return false;
	await sweep(table, useless);
	return true;
}

interface FoldOf {
	readonly name: string;
	readonly fold: string;
	readonly pause: (() => Promise<void>) | undefined;
}

/** Writes all of a collection, what lies apart first; answers nothing where there was nothing to write. */
async function writeBlocks(
	table: LogTable,
	{ name, fold, pause }: FoldOf,
	collection: CollectionSnapshot,
): Promise<Division | undefined> {
	let blocks = 0;
	const write = async (groups: Groups) => {
		const rows: BlockRow[] = [];
		for (const [text, first, last] of toBlocks(groups)) {
			rows.push({ key: [name, fold, blocks, first, last], ...seal(text) });
			blocks += 1;
			if (rows.length === BLOCKS_PER_WRITE)
				await table.blocks.bulkPut(rows.splice(0));
		}
		if (rows.length > 0) await table.blocks.bulkPut(rows);
	};
	const { apart, rest } = await divide(collection, pause);
	await write(apart);
	const { key, groupField, setApart: values } = collection;
	const division = { fold, key, groupField, apart: { blocks, values } };
	await write(rest);
	return blocks > 0 ? division : undefined;
}

/** Answers the keys of all that does not count from then on; nothing when another tab came first. */
function letCount(table: LogTable, next: Head): Promise<Useless | undefined> {
	const { records } = table;
	return table.run("rw", async () => {
		const now = await table.head();
		if (now.generation !== next.generation) return undefined;
		const folded = records.where("key").between(1, next.folded, true, true);
		const useless = { records: await folded.primaryKeys() };
		const generation = now.generation + 1;
		await records.put(headRow({ ...next, generation, turn: now.turn }));
		// Only what is there now: what another tab writes from here on may come to count.
		const blocks = (await table.blockKeys()).filter(
			(key) => key[0] !== DAMAGED && !isCounted(next, key),
		);
		return { ...useless, blocks };
	});
}

async function sweep(table: LogTable, { records, blocks }: Useless) {
	// A range is one request, and one note on how to undo it: there is less that a kill can tear.
	for (const some of slices(records, RECORDS_PER_SWEEP))
		await table.records
			.where("key")
			.between(some[0], some.at(-1), true, true)
			.delete();
	for (const some of slices(blocks, BLOCKS_PER_SWEEP))
		await table.blocks.bulkDelete(some);
}

const slices = <Item>(all: readonly Item[], size: number): Item[][] =>
	Array.from({ length: Math.ceil(all.length / size) }, (_, n) =>
		all.slice(n * size, (n + 1) * size),
	);

/** A block to be read by itself. */
export function blockToPart(
	{ table, head }: { readonly table: LogTable; readonly head: Head },
	blockKey: BlockKey,
	keepDamaged: KeepDamaged,
): Part {
	const [collection, , number, first, last] = blockKey;
	const division = head.divisionByCollection[collection];
	return {
		collection,
		key: division?.key ?? "",
		mayHold: (field, value) => {
			if (division === undefined) return true;
			const { groupField, apart } = division;
			if (field === groupField && typeof value === "string")
				return first <= value && value <= last;
			const isApart = apart.values.some(
				(one) => one.field === field && one.value === value,
			);
			return !isApart || number < apart.blocks;
		},
		read: () =>
			table.attempt(async () => {
				const row = await table.blocks.get(blockKey);
				// Another tab has folded it.
				if (row === undefined) return undefined;
				const documents = unseal(row);
				// The checksum says that this is what the fold sealed.
				if (documents !== undefined) return documents as StoredDocument[];
				await keepDamaged(row, blockKey);
				return [];
			}),
	};
}
