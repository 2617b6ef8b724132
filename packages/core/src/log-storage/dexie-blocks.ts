import { toEngineError } from "./dexie-errors.js";
import {
	type BlockKey,
	type BlockRow,
	DAMAGED,
	type Head,
	type LogTable,
} from "./dexie-table.js";
import type { Part } from "./log.js";
import type { StoredDocument } from "./operation.js";
import { unseal } from "./sealed.js";

/** A block to be read by itself. `setAside` is given what does not match its checksum. */
export function blockToPart(
	{ table, head }: { readonly table: LogTable; readonly head: Head },
	blockKey: BlockKey,
	setAside: (row: BlockRow) => Promise<void>,
): Part {
	const [collection, fold, number, first, last] = blockKey;
	const division = head.divisionByCollection[collection];
	return {
		collection,
		key: division?.key ?? "",
		groupField: division?.groupField,
		mayHold: (group) => first <= group && group <= last,
		read: async () => {
			try {
				const row = await table.rows.get(blockKey);
				// Another tab has folded it.
				if (row === undefined) return undefined;
				const documents = unseal(row);
				// The checksum says that this is what the fold sealed.
				if (documents !== undefined) return documents as StoredDocument[];
				const name = `${collection} ${fold}`;
				await setAside({ ...row, key: [DAMAGED, name, number, first, last] });
				await table.rows.delete(blockKey);
				return [];
			} catch (error) {
				throw toEngineError(error, table.name);
			}
		},
	};
}
