import { closeSync, fsyncSync, openSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import type { Change } from "../machine/change.js";
import { createEmptyState, type EngineState } from "../machine/state.js";
import { type Disk, nodeDisk } from "./disk.js";
import { lockFile } from "./lock.js";
import { openLog } from "./log.js";
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
export function openDataFile(file: string, disk: Disk = nodeDisk): DataFile {
	const unlock = lockFile(file);
	try {
		const read = readDataFile(file);
		const state = read?.state ?? createEmptyState();
		fold(file, state, disk);
		const log = openLog(file, disk);
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

/** Puts the whole state in place of the log. Killed at any step, either the old file or the new one is whole. */
function fold(file: string, state: EngineState, disk: Disk): void {
	const next = `${file}.next`;
	const handle = openSync(next, "w", 0o600);
	const changes = changesOf(state);
	const record = changes.length === 0 ? "" : writeRecord(changes);
	disk.write(handle, `${header}\n${record}`);
	disk.sync(handle);
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

function changesOf(state: EngineState): Change[] {
	return Object.entries(state).flatMap(([table, rows]) =>
		[...rows].map(([key, row]) => {
			const change = { table, key, row };
			// The row stands in the table that the change names.
			return change as Change;
		}),
	);
}
