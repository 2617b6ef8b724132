import {
	type BlockRow,
	type Head,
	type LogTables,
	readHead,
	toEngineError,
} from "./dexie-tables.js";
import { bucketOf, type Division } from "./division.js";
import type { Report } from "./finding.js";
import type { Part } from "./log.js";
import type { StoredDocument } from "./operation.js";
import { unseal } from "./sealed.js";

/** Rows of the blocks table that hold what could not be read. */
export const DAMAGED = "damaged ";

export const blockKey = (collection: string, division: Division, n: number) =>
	`${collection} ${division.buckets}.${division.spread} ${n}`;

/** What a block's key says: its collection, and its number. */
export function readBlockKey(key: string) {
	const [collection = "", , number = ""] = key.split(" ");
	return { collection, number: Number(number) };
}

/** Whether a block counts: it lies in the division that the head names. What a broken-off fold left does not. */
export function isCounted(head: Head, key: string): boolean {
	const { collection, number } = readBlockKey(key);
	const division = head.divisionByCollection[collection];
	return (
		division !== undefined && key === blockKey(collection, division, number)
	);
}

/** Where blocks lie, and as of when they were listed. */
export interface Blocks {
	readonly tables: LogTables;
	readonly head: Head;
	readonly report: Report | undefined;
}

/** The blocks of these keys, each to be read by itself. */
export function readBlocks(blocks: Blocks, keys: readonly string[]): Part[] {
	return keys.flatMap((blockKey) => {
		const { collection, number } = readBlockKey(blockKey);
		const division = blocks.head.divisionByCollection[collection];
		if (division === undefined) return [];
		const bucket = Math.floor(number / division.spread);
		return {
			collection,
			key: division.key,
			mayHold: (group: string) => bucketOf(division, group) === bucket,
			read: () => readBlock(blocks, blockKey),
		};
	});
}

async function readBlock({ tables, head, report }: Blocks, key: string) {
	const { log, blocks } = tables;
	try {
		const [now, row] = await tables.transaction("r", log, blocks, () =>
			Promise.all([log.get(0), blocks.get(key)]),
		);
		if (readHead(now, tables.name).generation !== head.generation)
			return undefined;
		if (row === undefined) return [];
		const documents = unseal(row);
		// The checksum says that this is what the fold sealed.
		if (documents !== undefined) return documents as StoredDocument[];
		const keptIn = await setBlockAside(tables, row);
		const place = tables.name;
		report?.({ kind: "records-set-aside", place, keptIn, records: 1 });
		return [];
	} catch (error) {
		throw toEngineError(error, tables.name);
	}
}

/** Moves a block that does not match its checksum out of the way of the next fold, which would write over it. */
async function setBlockAside(
	{ blocks }: LogTables,
	row: BlockRow,
): Promise<string> {
	const key = `${DAMAGED}block ${row.key}`;
	await blocks.put({ ...row, key });
	await blocks.delete(row.key);
	return key;
}
