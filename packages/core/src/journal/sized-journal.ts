import type { Journal, NextText } from "./journal.js";
import { createRoom, type Room } from "./room.js";

/** A journal that takes only so much of one account, and answers instead of failing. */
export interface SizedJournal {
	read(key: string): Promise<string | undefined>;
	/** False where there is no room; what was there before is there still. */
	write(key: string, text: string): Promise<boolean>;
	remove(key: string): Promise<void>;
	/** Changes what is kept as `Journal.change` does. */
	change(key: string, next: NextText): Promise<Changed>;
}

export type Changed = "changed" | "left" | "no-room";

/** Reads what is there once, to know how much room is taken. */
export async function sizedJournal(
	journal: Journal,
	prefix: string,
	most: number,
): Promise<SizedJournal> {
	const room = createRoom(most);
	const keys = await journal.keys(prefix);
	const texts = await Promise.all(keys.map((key) => journal.read(key)));
	for (const [index, key] of keys.entries())
		room.note(key, key.length + (texts[index]?.length ?? 0));
	return {
		read: async (key) => journal.read(key),
		write: (key, text) => write({ journal, room }, key, text),
		remove: async (key) => {
			await journal.remove(key);
			room.note(key, 0);
		},
		change: (key, next) => change({ journal, room }, key, next),
	};
}

interface Parts {
	readonly journal: Journal;
	readonly room: Room;
}

async function write(
	{ journal, room }: Parts,
	key: string,
	text: string,
): Promise<boolean> {
	const before = room.sizeOf(key);
	// Taken at once, since others are written meanwhile.
	if (!room.take(key, text)) return false;
	try {
		await journal.write(key, text);
		return true;
	} catch {
		room.note(key, before);
		return false;
	}
}

async function change(
	{ journal, room }: Parts,
	key: string,
	next: NextText,
): Promise<Changed> {
	const before = room.sizeOf(key);
	let answer: Changed = "left";
	const fitting: NextText = (held) => {
		const text = next(held);
		const fits = typeof text !== "string" || room.take(key, text);
		answer = text === undefined ? "left" : fits ? "changed" : "no-room";
		if (text === null) room.note(key, 0);
		return fits ? text : undefined;
	};
	try {
		await changeIn(journal, key, fitting);
		return answer;
	} catch {
		room.note(key, before);
		return "no-room";
	}
}

async function changeIn(
	journal: Journal,
	key: string,
	next: NextText,
): Promise<void> {
	if (journal.change !== undefined) return journal.change(key, next);
	const text = next(await journal.read(key));
	if (text === null) await journal.remove(key);
	else if (text !== undefined) await journal.write(key, text);
}
