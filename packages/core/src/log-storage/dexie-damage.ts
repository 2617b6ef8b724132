import { type BlockKey, DAMAGED, type LogTable } from "./dexie-table.js";
import { type Sealed, unseal } from "./sealed.js";

/**
 * Keeps what does not match its checksum, in the place of the block that it was; a record stays until the next fold.
 * Rejects once it must not be missing.
 */
export type KeepDamaged = (
	damaged: Sealed,
	place: BlockKey | number,
) => Promise<void>;

/** Puts it where the damaged rows are; what was damaged before stays as it is. */
export function setAside(
	table: LogTable,
	{ bytes, sum }: Sealed,
	place: BlockKey | number,
): Promise<void> {
	return table.run("rw", async () => {
		await table.blocks.put({ key: damagedKey(place), bytes, sum });
		if (typeof place !== "number") await table.blocks.delete(place);
	});
}

/** Sets all blocks aside that are damaged: what is found by and by would end one store after the other. */
export async function setAllAside(table: LogTable): Promise<void> {
	const keys = await table.attempt(() => table.blockKeys());
	for (const key of keys) {
		if (key[0] === DAMAGED) continue;
		const row = await table.attempt(() => table.blocks.get(key));
		if (row !== undefined && unseal(row) === undefined)
			await setAside(table, row, key);
	}
}

function damagedKey(place: BlockKey | number): BlockKey {
	if (typeof place === "number") return [DAMAGED, "", place, "", ""];
	const [collection, fold, number, first, last] = place;
	return [DAMAGED, `${collection} ${fold}`, number, first, last];
}
