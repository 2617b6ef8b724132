import { collectionNames } from "@engine-offline/core/replicate";
import { documentMemory } from "../replicator/memory.js";
import { textOf } from "../replicator/resources.js";
import { documentKey, type Work } from "../replicator/work.js";

/** One's own role in an org changed: what is parked there may pass now, so it is tried again at once. */
export function judgeAgain(work: Work, orgId: string): void {
	const own = work.mirror
		.children("members", orgId)
		.find((doc) => !doc._deleted && textOf(doc, "userId") === work.userId());
	const role = own === undefined ? "" : textOf(own, "role");
	const before = work.memory.roles.get(orgId);
	work.memory.roles.set(orgId, role);
	if (before === undefined || before === role) return;
	const now = work.replica.environment.monotonic();
	for (const name of collectionNames)
		for (const doc of work.replica.listOpen(name))
			if (doc.envelope.parked !== null && (doc.orgId ?? doc.id) === orgId)
				documentMemory(work.memory, documentKey(name, doc.id)).retryAt = now;
	work.wake();
}
