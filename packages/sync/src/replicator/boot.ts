import { collectionNames } from "@engine-offline/core/replicate";
import { doubted } from "../transitions/claim.js";
import { changeDocument } from "./change-document.js";
import { documentMemory } from "./memory.js";
import type { Share } from "./share.js";
import { documentKey, type Work } from "./work.js";

/**
 * What an earlier process left behind: a request that it sent and never heard of is in doubt, and what was in doubt
 * or parked starts its waiting anew, since the clocks of that process are gone.
 */
export async function takeOver(
	work: Work,
	{ isMine }: Pick<Share, "isMine">,
): Promise<void> {
	const { replica, memory, timing } = work;
	const now = replica.environment.monotonic();
	for (const name of collectionNames)
		for (const { id, envelope } of replica.listOpen(name)) {
			if (!isMine(name, id)) continue;
			const key = documentKey(name, id);
			if (envelope.sent !== null) {
				memory.doubts.set(key, { since: now, firstCleanAt: undefined });
				await changeDocument(work, { name, id }, (doc) =>
					doubtedOnce(name, doc),
				);
			}
			if (envelope.parked !== null)
				documentMemory(memory, key).retryAt = now + timing.parkedRetryMs;
		}
}

function doubtedOnce(
	name: Parameters<typeof doubted>[0],
	doc: Parameters<typeof doubted>[1],
) {
	const next = doubted(name, doc);
	return next === doc ? undefined : next;
}
