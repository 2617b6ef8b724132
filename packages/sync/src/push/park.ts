import type { Parked, Stored } from "@engine-offline/core/replicate";
import { changeDocument } from "../replicator/change-document.js";
import { documentMemory } from "../replicator/memory.js";
import { documentKey, type Work } from "../replicator/work.js";
import { parked } from "../transitions/refuse.js";
import type { Place } from "./put-off.js";

/** So many 5xx in a row, and a change waits for the Engine to be mended. */
const ENGINE_FAILURES = 8;

export interface ParkOrder {
	readonly why: Parked;
	/** Whether the document is still what the order was made for. */
	readonly when: (now: Stored) => boolean;
}

/** The change waits, with its reason; it is tried again after a while where nothing else would say that it may pass. */
export async function parkDocument(
	work: Work,
	place: Place,
	{ why, when }: ParkOrder,
): Promise<void> {
	const { name, id } = place;
	await changeDocument(work, place, (now) =>
		when(now) ? parked(name, now, why) : undefined,
	);
	const known = documentMemory(work.memory, documentKey(name, id));
	known.retryAt =
		work.replica.environment.monotonic() + work.timing.parkedRetryMs;
	// What a person lets go earlier leaves at once.
	known.notBefore = 0;
	known.failures = 0;
	const change = work.mirror.get(name, id)?.envelope.sent?.kind ?? "";
	work.report({ kind: "parked", collection: name, id, change });
}

/** The Engine answered 5xx so often that trying on helps nobody. */
export async function parkIfFailing(work: Work, place: Place): Promise<void> {
	const known = work.memory.documents.get(documentKey(place.name, place.id));
	if ((known?.engineFailures ?? 0) < ENGINE_FAILURES) return;
	if (known !== undefined) known.engineFailures = 0;
	await parkDocument(work, place, {
		why: {
			reason: "engine-failing",
			code: "INTERNAL",
			message: "The Engine failed on this change again and again.",
			suggestion:
				"It is tried again once an hour; retry it when you know more.",
			at: work.replica.environment.now(),
		},
		when: (now) => now.envelope.sent === null,
	});
}
