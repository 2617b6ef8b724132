import type { Process } from "../world/process.js";

const MARK = "~by ";

/** Marks what a process writes, in the context of its events, so that they can be told from those of others. */
export interface Marks {
	with(context: string): string;
	without(context: string): string;
	/** Whether the event is of this process's write. */
	is(context: string): boolean;
	/** Whether the process hears of it: pages hear nothing of each other's writes, but what their storage tells them. */
	hears(context: string): boolean;
}

export function createMarks(process: Process): Marks {
	const mark = `${MARK}${process.name}`;
	const is = (context: string) => context.endsWith(mark);
	return {
		with: (context) => `${context}${mark}`,
		without: (context) =>
			is(context) ? context.slice(0, -mark.length) : context,
		is,
		hears: (context) => is(context) || !isMarked(context),
	};
}

/** Whether some process is known to have written it. */
export function isMarked(context: string): boolean {
	return context.includes(MARK);
}
