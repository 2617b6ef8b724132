import type { TabChannel } from "../environment.js";
import { DexieLog } from "./dexie-log.js";
import {
	openTables,
	type TablesOptions,
	toEngineError,
} from "./dexie-tables.js";
import type { Report } from "./finding.js";
import type { LogHome } from "./log.js";

export interface DexieHomeOptions extends TablesOptions {
	/** Opens the channel to the other tabs. Left out, they only meet when they write. */
	readonly openChannel?:
		| ((name: string, hear: () => void) => TabChannel | undefined)
		| undefined;
	readonly report?: Report | undefined;
	/** A log is not folded while it is shorter than this. Default 512 KiB. */
	readonly foldFromBytes?: number;
}

/** What IndexedDB knows a log by. */
export const logDatabaseName = (database: string) =>
	`engine-offline-log--${database}`;

/** Logs in IndexedDB, one database for each; several tabs may have one open. */
export function dexieHome(options: DexieHomeOptions): LogHome {
	return {
		async open(database, hear) {
			const name = logDatabaseName(database);
			const tables = openTables(name, options);
			try {
				await tables.open();
			} catch (error) {
				throw toEngineError(error, name);
			}
			return new DexieLog(tables, options, options.openChannel?.(name, hear));
		},
	};
}
