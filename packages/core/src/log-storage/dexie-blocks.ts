import { toEngineError } from "./dexie-errors.js";
import {
	type BlockKey,
	DAMAGED,
	type Head,
	type LogTable,
} from "./dexie-table.js";
import type { Part } from "./log.js";
import type { StoredDocument } from "./operation.js";
import { unseal } from "./sealed.js";

/** Told how many rows were set aside. */
type ReportDamage = (rows: number) => void;

/** A block to be read by itself. */
export function blockToPart(
	{ table, head }: { readonly table: LogTable; readonly head: Head },
	blockKey: BlockKey,
	report: ReportDamage,
): Part {
	const [collection, , , first, last] = blockKey;
	const division = head.divisionByCollection[collection];
	return {
		collection,
		key: division?.key ?? "",
		groupField: division?.groupField,
		mayHold: (group) => first <= group && group <= last,
		read: async () => {
			try {
				return await readBlock(table, blockKey, report);
			} catch (error) {
				throw toEngineError(error, table.name);
			}
		},
	};
}

/** A block that is gone was folded by another tab; one that does not match its checksum is moved out of the way. */
async function readBlock(
	{ rows }: LogTable,
	key: BlockKey,
	report: ReportDamage,
): Promise<readonly StoredDocument[] | undefined> {
	const row = await rows.get(key);
	if (row === undefined) return undefined;
	const documents = unseal(row);
	// The checksum says that this is what the fold sealed.
	if (documents !== undefined) return documents as StoredDocument[];
	const [collection, fold, number, first, last] = key;
	const name = `${collection} ${fold}`;
	await rows.put({ ...row, key: [DAMAGED, name, number, first, last] });
	await rows.delete(key);
	report(1);
	return [];
}
