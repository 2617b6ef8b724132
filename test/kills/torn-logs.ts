import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** A log of LevelDB that ends in the midst of a record. */
export interface TornLog {
	readonly file: string;
	/** How many bytes of that record are there. */
	readonly bytes: number;
}

/*
 * Chromium keeps IndexedDB in LevelDB. Its logs are written record by record, each in fragments that fill pages of
 * 32 KiB, and each fragment by two writes: seven bytes of head, and the rest. A process that dies in between leaves a
 * torn record. The next opening leaves it out, and goes on behind it; the opening after that takes it for damage.
 */
const PAGE = 32 * 1024;
const HEAD = 7;
const LAST_OF_RECORD = [1, 4];

/** The logs of IndexedDB in a profile of Chromium that end in the midst of a record. */
export async function tornLogs(profile: string): Promise<TornLog[]> {
	const names = await readdir(profile, { recursive: true }).catch(() => []);
	const logs = names.filter((name) =>
		/\.indexeddb\.leveldb\/(\d+\.log|MANIFEST-\d+)$/.test(name),
	);
	const read = logs.map(async (file) => {
		const bytes = tornBytesOf(await readFile(join(profile, file)));
		return bytes > 0 ? [{ file, bytes }] : [];
	});
	return (await Promise.all(read)).flat();
}

/** How many bytes of an unfinished record a log ends with. */
export function tornBytesOf(log: Uint8Array): number {
	const view = new DataView(log.buffer, log.byteOffset, log.length);
	let [at, unfinished] = [0, 0];
	while (at < log.length) {
		const leftInPage = PAGE - (at % PAGE);
		const left = log.length - at;
		if (leftInPage < HEAD) {
			at += leftInPage;
			continue;
		}
		const length = left < HEAD ? 0 : view.getUint16(at + 4, true);
		if (left < HEAD + length || left < HEAD) return unfinished + left;
		const isEnd = LAST_OF_RECORD.includes(view.getUint8(at + 6));
		unfinished = isEnd ? 0 : unfinished + HEAD + length;
		at += HEAD + length;
	}
	return unfinished;
}
