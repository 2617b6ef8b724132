/** How much of its room a journal has taken, by key. */
export interface Room {
	sizeOf(key: string): number;
	/** 0 for what is gone. */
	note(key: string, size: number): void;
	/** Notes the text as kept, unless there is no room for it. */
	take(key: string, text: string): boolean;
}

/** `most` is in characters, keys included. */
export function createRoom(most: number): Room {
	const sizeByKey = new Map<string, number>();
	let taken = 0;
	const sizeOf = (key: string) => sizeByKey.get(key) ?? 0;
	const note = (key: string, size: number) => {
		taken += size - sizeOf(key);
		if (size === 0) sizeByKey.delete(key);
		else sizeByKey.set(key, size);
	};
	return {
		sizeOf,
		note,
		take: (key, text) => {
			const size = key.length + text.length;
			if (taken - sizeOf(key) + size > most) return false;
			note(key, size);
			return true;
		},
	};
}
