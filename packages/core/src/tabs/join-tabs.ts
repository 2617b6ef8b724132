import type { Environment } from "../environment.js";
import type { StoreStorage } from "../storage.js";
import { keepFresh } from "./keep-fresh.js";
import type { Sharing } from "./share-storage.js";
import { openTabs } from "./tabs.js";

/** This store beside those of other tabs, or alone. */
export interface JoinedTabs {
	/** Undefined where the store stands alone. */
	readonly sharing: Sharing | undefined;
	/** See `Freshness.refresh`. */
	readonly refresh: () => Promise<void>;
	readonly close: () => void;
}

export interface JoinOptions {
	readonly environment: Environment;
	readonly storage: StoreStorage;
	readonly database: string;
	/** Called when only another opening helps. */
	readonly lost: () => void;
}

/** Joins the tabs that share this storage, where there can be any. */
export function joinTabs(options: JoinOptions): JoinedTabs {
	const { environment, storage, database, lost } = options;
	const tabs = storage.shared ? openTabs(environment, database) : undefined;
	if (tabs === undefined)
		return { sharing: undefined, refresh: async () => {}, close: () => {} };
	const sharing = { tabs, uuid: environment.uuid, feeds: new Map() };
	const { catchUp } = storage;
	const freshness = keepFresh({ environment, sharing, catchUp, lost });
	return {
		sharing,
		refresh: freshness.refresh,
		close: () => {
			freshness.close();
			tabs.close();
		},
	};
}
