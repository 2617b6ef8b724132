import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { onTestFinished } from "vitest";
import { fileHome } from "../../node/file-home.js";
import { nodeFiles } from "../../node/node-files.js";
import { nodeProcesses } from "../../node/processes.js";
import { type DexieHomeOptions, dexieHome } from "../dexie-home.js";
import type { LogHome } from "../log.js";
import { memoryHome } from "../memory-home.js";

/** A place for logs, and homes over it, each as another tab or the next process would have it. */
export interface Place {
	/** Whether two may have one log open at a time. */
	readonly isShared: boolean;
	home(): LogHome;
}

/** Nobody hears of another's writes: tabs meet only where they write or catch up. */
export function memoryPlace(): Place {
	const home = memoryHome({ foldFromRecords: 20, isHeard: () => false });
	return { isShared: true, home: () => home };
}

/** Without a channel: nobody hears of another's writes. */
export function dexiePlace(options: Partial<DexieHomeOptions> = {}): Place {
	const indexedDB = new IDBFactory();
	const durability = "strict";
	const places = { indexedDB, IDBKeyRange, durability } as const;
	return {
		isShared: true,
		home: () => dexieHome({ foldFromBytes: 4000, ...places, ...options }),
	};
}

export async function filePlace(): Promise<Place> {
	const directory = await mkdtemp(join(tmpdir(), "log-home-"));
	onTestFinished(() => rm(directory, { recursive: true }));
	const options = { directory, files: nodeFiles, processes: nodeProcesses };
	const home = () =>
		fileHome({ ...options, foldFromBytes: 4000, report: undefined });
	return { isShared: false, home };
}

/** What every rule of the log holds in. */
export const places: readonly (readonly [
	string,
	() => Place | Promise<Place>,
])[] = [
	["memory", memoryPlace],
	["Dexie", dexiePlace],
	["file", filePlace],
];
