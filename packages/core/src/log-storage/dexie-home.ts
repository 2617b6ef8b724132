import type { TabChannel } from "../environment.js";
import { DexieLog } from "./dexie-log.js";
import { LogTable, type TableOptions } from "./dexie-table.js";
import type { Report } from "./finding.js";
import type { LogHome } from "./log.js";

export interface DexieHomeOptions extends TableOptions {
	/** Opens the channel to the other tabs. Left out, they only meet when they write. */
	readonly openChannel?:
		| ((name: string, hear: () => void) => TabChannel | undefined)
		| undefined;
	readonly report?: Report | undefined;
	/** Lets the page draw and answer before long reading goes on. Left out, all is read in one go. */
	readonly pause?: (() => Promise<void>) | undefined;
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
			const table = new LogTable(name, options);
			await table.open();
			return new DexieLog(table, options, options.openChannel?.(name, hear));
		},
	};
}
