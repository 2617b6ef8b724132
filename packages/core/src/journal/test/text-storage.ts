import type { TextStorage } from "../local-storage-journal.js";

/** A page's localStorage, with room for so many texts. */
export function textStorage(
	room = Number.POSITIVE_INFINITY,
	given: Readonly<Record<string, string>> = {},
): TextStorage {
	const texts = new Map(Object.entries(given));
	return {
		get length() {
			return texts.size;
		},
		key: (index: number) => [...texts.keys()][index] ?? null,
		getItem: (key: string) => texts.get(key) ?? null,
		setItem: (key: string, text: string) => {
			if (!texts.has(key) && texts.size >= room)
				throw new DOMException("no room", "QuotaExceededError");
			texts.set(key, text);
		},
		removeItem: (key: string) => void texts.delete(key),
	};
}
