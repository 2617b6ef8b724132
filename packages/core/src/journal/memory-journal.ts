import type { Journal } from "./journal.js";

/** A journal that lasts as long as the object: for tests. `room` is the most characters it takes. */
export function memoryJournal(room = Number.POSITIVE_INFINITY) {
	const textByKey = new Map<string, string>();
	return {
		textByKey,
		keys: (prefix: string) =>
			[...textByKey.keys()].filter((key) => key.startsWith(prefix)),
		read: (key: string) => textByKey.get(key),
		write: (key: string, text: string) => {
			let others = 0;
			for (const [other, held] of textByKey)
				if (other !== key) others += other.length + held.length;
			if (others + key.length + text.length > room)
				throw new RangeError("There is no room in this journal.");
			textByKey.set(key, text);
		},
		remove: (key: string) => {
			textByKey.delete(key);
		},
	} satisfies Journal & {
		/** What it holds, by key. */
		readonly textByKey: ReadonlyMap<string, string>;
	};
}
