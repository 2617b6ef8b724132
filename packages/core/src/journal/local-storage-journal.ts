import type { Journal } from "./journal.js";

/** What is needed of the platform's `localStorage`. */
export type TextStorage = Pick<
	globalThis.Storage,
	"length" | "key" | "getItem" | "setItem" | "removeItem"
>;

/** A journal in a page's localStorage, which outlives IndexedDB in every case that was seen. All tabs share it. */
export function localStorageJournal(storage: TextStorage): Journal {
	return {
		keys: (prefix) => {
			const found: string[] = [];
			for (let index = 0; index < storage.length; index++) {
				const key = storage.key(index);
				if (key?.startsWith(prefix)) found.push(key);
			}
			return found;
		},
		read: (key) => storage.getItem(key) ?? undefined,
		write: (key, text) => storage.setItem(key, text),
		remove: (key) => storage.removeItem(key),
	};
}

/** The journal of this page; undefined where there is no localStorage, or a browser denies it. */
export function platformJournal(): Journal | undefined {
	// Node 22 and later have one that warns, or loses all at the end of the process.
	if (typeof document === "undefined") return undefined;
	try {
		return typeof localStorage === "undefined" || localStorage === null
			? undefined
			: localStorageJournal(localStorage);
	} catch {
		return undefined;
	}
}
