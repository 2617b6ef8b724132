import type { Answer } from "../engine.js";
import type { Work } from "../replicator/work.js";
import { accepted } from "../transitions/accept.js";
import { doubted } from "../transitions/claim.js";
import type { Observation } from "../transitions/observation.js";
import { releaseClaimed } from "./absorb.js";
import { type Claim, settle } from "./claim.js";
import { deleteDone } from "./delete-done.js";
import { writeFailed } from "./failed.js";

/** The Engine's answer to a create; it counts only while the document still holds the attempt that asked. */
export async function createAnswered(
	work: Work,
	claim: Claim,
	answer: Answer<Observation>,
): Promise<void> {
	if (!answer.ok) return writeFailed(work, claim, answer.failure);
	checkAuthor(work, answer.value);
	const free = await releaseClaimed(work, claim, answer.value.remoteId);
	await settle(work, claim, (now) =>
		free
			? accepted(now, answer.value, work.context(claim.name))
			: doubted(claim.name, now),
	);
}

/** The first write shows who we are to the Engine: the changes of one person never go out as another. */
function checkAuthor(work: Work, { createdBy }: Observation): void {
	if (createdBy !== "" && createdBy !== work.userId())
		work.wrongAccount(
			"The Engine says that somebody else made what was made here. Open the store with this person's own account.",
		);
}

export async function updateAnswered(
	work: Work,
	claim: Claim,
	answer: Answer<Observation>,
): Promise<void> {
	if (!answer.ok) return writeFailed(work, claim, answer.failure);
	await settle(work, claim, (now) =>
		accepted(now, answer.value, work.context(claim.name)),
	);
}

export async function deleteAnswered(
	work: Work,
	claim: Claim,
	answer: Answer<undefined>,
): Promise<void> {
	if (!answer.ok) return writeFailed(work, claim, answer.failure);
	await deleteDone(work, claim, "deleted");
}
