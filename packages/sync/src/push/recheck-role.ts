import type { Failure } from "../engine.js";
import { documentMemory } from "../replicator/memory.js";
import { resourceOf } from "../replicator/resources.js";
import { classifyRead, documentKey, type Work } from "../replicator/work.js";
import { unclaimed } from "../transitions/claim.js";
import { type Claim, orgIdOf, placeOf, release } from "./claim.js";
import { putOff } from "./put-off.js";
import { refusalOf, refuse, targetGone } from "./refuse.js";

/**
 * PERMISSION_DENIED: the API does not tell "you may not" from "it is not there", and roles change. The target (or the
 * org of a create) is fetched once: gone is gone; else the change is sent once more, and then refused.
 */
export async function recheckRole(
	work: Work,
	claim: Claim,
	failure: Failure,
): Promise<void> {
	const { name, doc } = claim;
	const known = documentMemory(work.memory, documentKey(name, doc.id));
	if (known.rechecked) return refuse(work, claim, refusalOf(work, failure));
	known.rechecked = true;
	const isCreate = doc.envelope.sent?.kind === "create";
	const target = isCreate
		? work.mirror.get("orgs", orgIdOf(name, doc))
		: work.mirror.get(name, doc.id);
	if (target === undefined || (isCreate && name === "orgs"))
		return refuse(work, claim, refusalOf(work, failure));
	const current = await resourceOf(work, isCreate ? "orgs" : name).get(target);
	if (!current.ok && classifyRead(current.failure).kind === "gone")
		return targetGone(work, claim, failure);
	await release(work, claim, (now) => unclaimed(name, now));
	if (!current.ok) {
		known.rechecked = false;
		putOff(work, placeOf(claim), undefined);
	}
	work.wake();
}
