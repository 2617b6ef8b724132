import { closeSync, fsyncSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import type { Change } from "../machine/change.js";
import { createEmptyState, type EngineState } from "../machine/state.js";
import { lockFile } from "./lock.js";
import { readDataFile } from "./read.js";
import { header, writeRecord } from "./record.js";

/** The Engine's data at rest: a log of changes, folded into one record each time it is opened. */
export interface DataFile {
	readonly state: EngineState;
	/** Whether the file held data when it was opened. */
	readonly wasThere: boolean;
	readonly hadTornTail: boolean;
	/** Returns when the changes are on disk. Throws when they cannot be, and then none of them is. */
	append(changes: readonly Change[]): void;
	close(): void;
}

/** Opens or begins a data file. Throws DataFileError when it is damaged or another emulator has it. */
export function openDataFile(file: string): DataFile {
	const unlock = lockFile(file);
	try {
		const read = readDataFile(file);
		const state = read?.state ?? createEmptyState();
		fold(file, state);
		const log = createLog(openSync(file, "a"));
		return {
			state,
			wasThere: read !== null,
			hadTornTail: read?.hadTornTail ?? false,
			append: log.append,
			close: () => {
				log.close();
				unlock();
			},
		};
	} catch (error) {
		unlock();
		throw error;
	}
}

function createLog(handle: number): Pick<DataFile, "append" | "close"> {
	let isBroken = false;
	return {
		append: (changes) => {
			if (isBroken) throw new Error("The data file could not be written.");
			// Until it is on disk, this write may be half there: nothing may follow it.
			isBroken = true;
			writeWhole(handle, writeRecord(changes));
			fsyncSync(handle);
			isBroken = false;
		},
		close: () => closeSync(handle),
	};
}

/** Puts the whole state in place of the log. Killed at any step, either the old file or the new one is whole. */
function fold(file: string, state: EngineState): void {
	const next = `${file}.next`;
	const handle = openSync(next, "w", 0o600);
	const changes = changesOf(state);
	const record = changes.length === 0 ? "" : writeRecord(changes);
	writeWhole(handle, `${header}\n${record}`);
	fsyncSync(handle);
	closeSync(handle);
	renameSync(next, file);
	syncFolder(dirname(file));
}

/** A rename is only sure to last once its folder is on disk. Some platforms cannot open a folder. */
function syncFolder(folder: string): void {
	if (process.platform === "win32") return;
	const handle = openSync(folder, "r");
	fsyncSync(handle);
	closeSync(handle);
}

function writeWhole(handle: number, text: string): void {
	const bytes = Buffer.from(text);
	let written = 0;
	while (written < bytes.length)
		written += writeSync(handle, bytes, written, bytes.length - written);
}

function changesOf(state: EngineState): Change[] {
	return Object.entries(state).flatMap(([table, rows]) =>
		[...rows].map(([key, row]) => {
			const change = { table, key, row };
			// The row stands in the table that the change names.
			return change as Change;
		}),
	);
}
