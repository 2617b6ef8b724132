import type { CollectionName, Stored } from "@engine-offline/core/replicate";
import { changeDocument } from "../replicator/change-document.js";
import type { Work } from "../replicator/work.js";
import { lateForgotten } from "../transitions/claim.js";

/** So many lists must have been seen since a request was given up before it is forgotten. */
const LISTS = 10;

/** Counts this list for every request given up, and forgets those that cannot take place any more. */
export async function forgetLate(
	work: Work,
	name: CollectionName,
	documents: readonly Stored[],
): Promise<void> {
	for (const doc of documents) {
		const over = doc.envelope.late.flatMap(({ attempt }) =>
			isOver(work, attempt) ? [attempt] : [],
		);
		if (over.length === 0) continue;
		for (const attempt of over) work.memory.late.delete(attempt);
		await changeDocument(work, { name, id: doc.id }, (now) =>
			lateForgotten(name, now, new Set(over)),
		);
	}
}

function isOver(work: Work, attempt: string): boolean {
	const now = work.replica.environment.monotonic();
	const known = work.memory.late.get(attempt) ?? { since: now, lists: 0 };
	known.lists += 1;
	work.memory.late.set(attempt, known);
	return known.lists >= LISTS && now - known.since >= work.timing.lateMs;
}
