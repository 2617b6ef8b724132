import type { CollectionName } from "@engine-offline/core/replicate";
import { nextDelayMs } from "../answers/backoff.js";
import type { Failure } from "../engine.js";
import { documentMemory } from "../replicator/memory.js";
import { documentKey, type Work } from "../replicator/work.js";

export interface Place {
	readonly name: CollectionName;
	readonly id: string;
}

/** This one change waits a while; others go on. */
export function putOff(
	work: Work,
	{ name, id }: Place,
	retryAfterMs: number | undefined,
): void {
	const { monotonic, random } = work.replica.environment;
	const known = documentMemory(work.memory, documentKey(name, id));
	known.failures += 1;
	const delay = nextDelayMs({
		attempt: known.failures,
		random: random(),
		retryAfterMs,
	});
	known.notBefore = monotonic() + delay;
	known.askedUntil = monotonic() + (retryAfterMs ?? 0);
}

/** The read before a write failed: nothing was sent. */
export function readFailed(work: Work, place: Place, failure: Failure): void {
	putOff(
		work,
		place,
		failure.kind === "unsent" ? undefined : failure.retryAfterMs,
	);
}

/** The change moved on: its troubles are over. */
export function troublesOver(work: Work, { name, id }: Place): void {
	const key = documentKey(name, id);
	work.memory.documents.delete(key);
	work.memory.doubts.delete(key);
}
