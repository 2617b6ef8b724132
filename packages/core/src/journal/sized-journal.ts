import type { Journal } from "./journal.js";

/** A journal that takes only so much of one account, and answers instead of failing. */
export interface SizedJournal {
	read(key: string): Promise<string | undefined>;
	/** False where there is no room; what was there before is there still. */
	write(key: string, text: string): Promise<boolean>;
	remove(key: string): Promise<void>;
	/** Whether this process has written something under the key, or found it there. */
	knows(key: string): boolean;
}

/** Reads what is there once, to know how much room is taken. */
export async function sizedJournal(
	journal: Journal,
	prefix: string,
	most: number,
): Promise<SizedJournal> {
	const sizeByKey = new Map<string, number>();
	let taken = 0;
	const note = (key: string, size: number) => {
		taken += size - (sizeByKey.get(key) ?? 0);
		if (size === 0) sizeByKey.delete(key);
		else sizeByKey.set(key, size);
	};
	for (const key of await journal.keys(prefix))
		note(key, key.length + ((await journal.read(key))?.length ?? 0));
	return {
		read: async (key) => journal.read(key),
		write: async (key, text) => {
			const size = key.length + text.length;
			if (taken - (sizeByKey.get(key) ?? 0) + size > most) return false;
			try {
				await journal.write(key, text);
			} catch {
				return false;
			}
			note(key, size);
			return true;
		},
		remove: async (key) => {
			await journal.remove(key);
			note(key, 0);
		},
		knows: (key) => sizeByKey.has(key),
	};
}
