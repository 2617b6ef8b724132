import { closeSync, fstatSync, openSync } from "node:fs";
import type { Change } from "../machine/change.js";
import type { Disk } from "./disk.js";
import { writeRecord } from "./record.js";

export interface Log {
	/** Returns when the changes are on disk. Throws when they cannot be, and then none of them is. */
	append(changes: readonly Change[]): void;
	close(): void;
}

/** Opens a file to add records at its end. */
export function openLog(file: string, disk: Disk): Log {
	const handle = openSync(file, "a");
	let size = fstatSync(handle).size;
	let isUsable = true;
	return {
		append: (changes) => {
			if (!isUsable) throw new Error("The data file is closed or broken.");
			const record = writeRecord(changes);
			// Half a record may stay in the file: nothing may follow it, unless it can be cut off.
			isUsable = false;
			try {
				disk.write(handle, record);
				disk.sync(handle);
				size += Buffer.byteLength(record);
			} catch (error) {
				disk.truncate(handle, size);
				throw error;
			} finally {
				isUsable = fstatSync(handle).size === size;
			}
		},
		close: () => {
			isUsable = false;
			closeSync(handle);
		},
	};
}
