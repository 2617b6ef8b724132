import type { Failure } from "../engine.js";
import { remove, removeOrg } from "../pull/absence.js";
import { documentKey, type Work } from "../replicator/work.js";
import { unclaimed } from "../transitions/claim.js";
import { type Refusal, refused } from "../transitions/refuse.js";
import { type Claim, release } from "./claim.js";

/** What the Engine said, in the words that people are shown. */
export function refusalOf(work: Work, failure: Failure): Refusal {
	const { message } = failure;
	const at = work.replica.environment.now();
	return failure.kind === "status"
		? {
				code: failure.code,
				reason: failure.reason,
				message,
				suggestion: failure.suggestion,
				at,
			}
		: { code: "INVALID_ARGUMENT", reason: "", message, suggestion: "", at };
}

export async function refuse(
	work: Work,
	claim: Claim,
	refusal: Refusal,
): Promise<void> {
	const { name, doc } = claim;
	await release(work, claim, (now) => refused(name, now, refusal));
	work.memory.documents.delete(documentKey(name, doc.id));
	work.report({
		kind: "refused",
		collection: name,
		id: doc.id,
		change: doc.envelope.sent?.kind ?? "",
	});
	// A refused create hides what was made in it; a refused delete shows it again.
	if (name === "orgs") await work.replica.followOrgs([doc.id]);
	// What lives again by it in a deleted org is hidden with it.
	else if (work.mirror.get("orgs", doc.orgId ?? "")?._deleted)
		await work.replica.followOrgs([doc.orgId ?? ""]);
}

/** The target, or the parent of a create, does not exist for this account. */
export async function targetGone(
	work: Work,
	claim: Claim,
	failure: Failure,
): Promise<void> {
	const { name, doc } = claim;
	if (doc.envelope.sent?.kind === "create")
		return refuse(work, claim, refusalOf(work, failure));
	await release(work, claim, (now) => unclaimed(name, now));
	const now = work.mirror.get(name, doc.id) ?? doc;
	if (name === "orgs") await removeOrg(work, now);
	else await remove(work, name, now);
}
