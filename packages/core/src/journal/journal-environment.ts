import type { Environment } from "../environment.js";
import type { TextStorage } from "./local-storage-journal.js";
import { platformJournal } from "./platform-journal.js";
import type { StorageBuckets } from "./storage-buckets.js";

/** What a page has outside the storage of its stores. */
export function journalEnvironment(
	setTimer: Environment["setTimer"],
): Partial<Environment> {
	// Node 22 and later have a localStorage that warns, or loses all at the end of the process.
	if (typeof document === "undefined") return {};
	const texts = pageTexts();
	const platform = {
		buckets: pageBuckets(),
		indexedDB: isChromium() ? undefined : pageDatabases(),
		...{ texts, setTimer },
	};
	return {
		texts,
		openJournal: (database) => platformJournal(platform, database),
	};
}

/** Missing in an insecure context, and in other browsers than Chromium's. */
function pageBuckets(): StorageBuckets | undefined {
	// Proof of the cast: the type has only what the specification of storage buckets has.
	return Reflect.get(navigator, "storageBuckets") as StorageBuckets | undefined;
}

/** All databases of an origin lie in one LevelDB there, and no feature says so. */
function isChromium(): boolean {
	return /\bChrom(?:e|ium)\//.test(navigator.userAgent);
}

/** Asked for by a name, since a browser that denies it throws. */
function pageDatabases(): IDBFactory | undefined {
	try {
		return indexedDB ?? undefined;
	} catch {
		return undefined;
	}
}

function pageTexts(): TextStorage | undefined {
	try {
		return localStorage ?? undefined;
	} catch {
		return undefined;
	}
}
