import type { RecordRow } from "./dexie-table.js";
import { seal } from "./sealed.js";

/** So much is read in one go, some milliseconds' worth. */
export const BYTES_PER_SLICE = 256 * 1024;

/** A commit, given as the JSON of each operation, as records that come after the last one; none is much longer than a slice. */
export function toRecords(jsons: readonly string[], last: number): RecordRow[] {
	const texts: string[] = [];
	let some: string[] = [];
	let length = 0;
	for (const json of jsons) {
		if (length > 0 && length + json.length > BYTES_PER_SLICE) {
			texts.push(`[${some.join(",")}]`);
			[some, length] = [[], 0];
		}
		some.push(json);
		length += json.length;
	}
	if (length > 0) texts.push(`[${some.join(",")}]`);
	return texts.map((text, n) => ({ key: last + 1 + n, ...seal(text) }));
}
