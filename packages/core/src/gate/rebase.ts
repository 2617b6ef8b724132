import type { Stored } from "../model/documents.js";

/** The app's edit of `previous`, made on `current` instead: every field that the edit did not touch is current. */
export function rebaseEdit(
	previous: Stored,
	next: Stored,
	current: Stored,
): Stored {
	const kept = Object.entries(current).filter(([key]) =>
		same(Reflect.get(previous, key), Reflect.get(next, key)),
	);
	return { ...next, ...Object.fromEntries(kept) };
}

function same(a: unknown, b: unknown): boolean {
	return a === b || JSON.stringify(a) === JSON.stringify(b);
}
