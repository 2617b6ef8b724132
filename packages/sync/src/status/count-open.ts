import {
	changeOf,
	collectionNames,
	type Replica,
	type Stored,
} from "@engine-offline/core/replicate";
import type { StatusFacts } from "./status.js";

/** What waits and what is wrong, counted over the unfinished documents. */
export function countOpen(
	replica: Pick<Replica, "listOpen">,
): Omit<StatusFacts, "asOf"> {
	const open = collectionNames.flatMap((name) =>
		replica.listOpen(name).map((doc) => ({ doc, waits: isWaiting(name, doc) })),
	);
	const waiting = open.filter(({ waits }) => waits).map(({ doc }) => doc);
	const since = waiting.map(({ envelope }) => envelope.since);
	return {
		waiting: waiting.length,
		inDoubt: count(waiting, (doc) => doc.envelope.sent?.inDoubt === true),
		parked: count(
			waiting,
			(doc) => doc.envelope.parked !== null && doc.envelope.sent === null,
		),
		issues: count(
			open.map(({ doc }) => doc),
			(doc) => doc.envelope.issues.length > 0,
		),
		waitingSince: since.length === 0 ? 0 : Math.min(...since),
	};
}

function isWaiting(name: Parameters<typeof changeOf>[0], doc: Stored): boolean {
	return doc.envelope.sent !== null || changeOf(name, doc).kind !== "none";
}

function count(
	documents: readonly Stored[],
	fits: (doc: Stored) => boolean,
): number {
	return documents.filter(fits).length;
}
