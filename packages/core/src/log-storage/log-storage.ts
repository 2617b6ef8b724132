import { dexieNames, type StoreStorage } from "../storage.js";
import {
	type DatabaseNames,
	eraseIndexedDb,
} from "../store/wipe/erase-indexed-db.js";
import { pageEnvironment } from "../tabs/page-environment.js";
import {
	type DexieHomeOptions,
	dexieHome,
	logDatabaseName,
} from "./dexie-home.js";
import { type Report, reportLater } from "./finding.js";
import type { Layout } from "./log.js";
import { findOldDexie } from "./old-dexie.js";
import { createRxLogStorage } from "./rx-log-storage.js";

/** Where IndexedDB comes from, and how the log is kept; nothing is needed. */
export interface LogStorageOptions {
	readonly indexedDB?: IDBFactory;
	readonly IDBKeyRange?: typeof IDBKeyRange;
	/** `strict` (default): an acknowledgement means flushed to disk. `relaxed` is faster and leaves that to the browser. */
	readonly durability?: "strict" | "relaxed";
	/** Whether other tabs may open it too; default true where there is a window. */
	readonly shared?: boolean;
	/** Told what was found and dealt with. */
	readonly report?: Report;
	/** Opens the channel between tabs; `undefined` for none. Default the platform's BroadcastChannel. */
	readonly openChannel?: DexieHomeOptions["openChannel"];
	/** A log is not folded while it is shorter than this. Default 512 KiB. */
	readonly foldFromBytes?: number;
}

/** A storage for the store, with what tabs need. */
export interface LogStorage extends StoreStorage {
	/**
	 * Applies what other tabs have written, also when no word of it came through: for when a tab is shown, resumes,
	 * or takes over. One's own next write does it too.
	 */
	catchUp(): Promise<void>;
}

/** One org can be shown before the rest is read, and a store opens with what is unfinished or deleted alone. */
export const storeLayout: Layout = {
	groupBy: { projects: "orgId", members: "orgId" },
	setApart: [
		{ field: "envelope.open", value: 1 },
		{ field: "_deleted", value: true },
	],
};

/**
 * The memory-first storage: reads come from memory, a write is one record of a commit log in one IndexedDB database
 * for each account, and nothing shows it before it is durable. All documents must fit into memory. Rejects with
 * `EngineError`.
 */
export function logStorage(options: LogStorageOptions = {}): LogStorage {
	const { shared, report, ...places } = options;
	const { openChannel, pause } = pageEnvironment();
	const home = dexieHome({
		...{ durability: "strict", openChannel, pause },
		...places,
		report: report && reportLater(report),
	});
	const made = createRxLogStorage({
		...{ name: "log", home, layout: storeLayout, report, pause },
		findOld: (params) => findOldDexie(params, options),
	});
	return {
		...made,
		durable: true,
		shared: shared ?? typeof document !== "undefined",
		erase: (database) =>
			eraseIndexedDb(places.indexedDB ?? indexedDB, logNames, database),
	};
}

/** What is not yet moved in goes too. */
const logNames: DatabaseNames = {
	isOne: (name, database) =>
		name === logDatabaseName(database) || dexieNames.isOne(name, database),
	possible: (database) => [
		logDatabaseName(database),
		...dexieNames.possible(database),
	],
};
