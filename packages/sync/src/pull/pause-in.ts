import type { Work } from "../replicator/work.js";

/** Shorter lists are worked on in one go. */
const LONG_ROWS = 1_000;

/** Between two parts of the work on a list of so many rows: lets the page draw and answer. */
export async function pauseIn(
	{ replica }: Pick<Work, "replica">,
	rows: number,
): Promise<void> {
	if (rows > LONG_ROWS) await replica.environment.pause?.();
}
