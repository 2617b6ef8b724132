import { isCounted } from "./dexie-fold.js";
import {
	type BlockKey,
	type BlockRow,
	DAMAGED,
	type Head,
	type LogTables,
	toEngineError,
} from "./dexie-tables.js";
import type { Report } from "./finding.js";
import type { Part } from "./log.js";
import type { StoredDocument } from "./operation.js";
import { unseal } from "./sealed.js";

/** The blocks that count, each to be read by itself. */
export const readBlocks = (
	keys: readonly BlockKey[],
	head: Head,
	read: (key: BlockKey) => ReturnType<Part["read"]>,
): Part[] =>
	keys
		.filter((key) => isCounted(head, key))
		.map((blockKey) => {
			const [collection, , , first, last] = blockKey;
			const division = head.divisionByCollection[collection];
			return {
				collection,
				key: division?.key ?? "",
				groupField: division?.groupField,
				mayHold: (group) => first <= group && group <= last,
				read: () => read(blockKey),
			};
		});

/** A block that is gone was folded by another tab; one that does not match its checksum is moved out of the way. */
export async function readBlock(
	{ blocks, name }: LogTables,
	key: BlockKey,
	report: Report | undefined,
): Promise<readonly StoredDocument[] | undefined> {
	try {
		const row = await blocks.get(key);
		if (row === undefined) return undefined;
		const documents = unseal(row);
		// The checksum says that this is what the fold sealed.
		if (documents !== undefined) return documents as StoredDocument[];
		await setAside(blocks, row);
		const kept = { place: name, keptIn: "blocks", records: 1 };
		report?.({ kind: "records-set-aside", ...kept });
		return [];
	} catch (error) {
		throw toEngineError(error, name);
	}
}

async function setAside(blocks: LogTables["blocks"], row: BlockRow) {
	const [collection, fold, number, first, last] = row.key;
	const key: BlockKey = [DAMAGED, `${collection} ${fold}`, number, first, last];
	await blocks.put({ ...row, key });
	await blocks.delete(row.key);
}
