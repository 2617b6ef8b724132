import type { TextStorage } from "./local-storage-journal.js";

/**
 * Says in a third place that a store was left here, for the day on which store and journal are gone together. It holds
 * nothing else. A page has it in localStorage, which browsers write to disk some seconds later.
 */
export interface Trace {
	isThere(): boolean;
	leave(): void;
	remove(): void;
}

export function traceOf(
	texts: TextStorage | undefined,
	database: string,
): Trace {
	const key = `${database}/left`;
	// A browser may deny it at any moment, and everything works without it.
	const tried = <Value>(run: (texts: TextStorage) => Value) => {
		try {
			return texts === undefined ? undefined : run(texts);
		} catch {
			return undefined;
		}
	};
	return {
		isThere: () => typeof tried((all) => all.getItem(key)) === "string",
		leave: () => void tried((all) => all.setItem(key, "1")),
		remove: () => void tried((all) => all.removeItem(key)),
	};
}
