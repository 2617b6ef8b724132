import type { Journal } from "./journal.js";

/** What is needed of the platform's `localStorage`. */
export type TextStorage = Pick<
	globalThis.Storage,
	"length" | "key" | "getItem" | "setItem" | "removeItem"
>;

/**
 * A journal in a page's localStorage, which outlives IndexedDB in every case that was seen. All tabs share it. Browsers
 * write it to disk some seconds later: of what was written last, a browser that is killed may lose all.
 */
export function localStorageJournal(storage: TextStorage) {
	return {
		keys: (prefix: string) => {
			const found: string[] = [];
			for (let index = 0; index < storage.length; index++) {
				const key = storage.key(index);
				if (key?.startsWith(prefix)) found.push(key);
			}
			return found;
		},
		read: (key: string) => storage.getItem(key) ?? undefined,
		write: (key: string, text: string) => storage.setItem(key, text),
		remove: (key: string) => storage.removeItem(key),
	} satisfies Journal;
}
