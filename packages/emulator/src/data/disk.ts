import { fsyncSync, ftruncateSync, writeSync } from "node:fs";

/** What a data file does to its disk, so that tests can let it fail. */
export interface Disk {
	/** Adds the whole text at the end. */
	write(handle: number, text: string): void;
	/** Returns when everything written is sure to last. */
	sync(handle: number): void;
	truncate(handle: number, size: number): void;
}

export const nodeDisk: Disk = {
	write: (handle, text) => {
		const bytes = Buffer.from(text);
		let written = 0;
		while (written < bytes.length)
			written += writeSync(handle, bytes, written, bytes.length - written);
	},
	sync: fsyncSync,
	truncate: ftruncateSync,
};
