import { removeIdleReference } from "../pull/absence.js";
import { forgetUnreferenced } from "../pull/users.js";
import { textOf } from "../replicator/resources.js";
import type { Work } from "../replicator/work.js";
import { deleteAccepted } from "../transitions/accept.js";
import { type Claim, settle } from "./claim.js";

/**
 * The thing is gone from the Engine: what it took with it follows. That it was not found need not be our doing, and it
 * may be there for others: then it is only out of sight.
 */
export async function deleteDone(
	work: Work,
	claim: Claim,
	ended: "deleted" | "vanished",
): Promise<void> {
	const { name, doc } = claim;
	// All that goes with an org is marked as hidden by it before its delete is over: what is cut off here is finished at the next start.
	if (name === "orgs") await work.replica.followOrgs([doc.id]);
	await settle(work, claim, (now) => deleteAccepted(name, now, ended));
	if (name === "projects") await removeIdleReference(work, doc.orgId ?? "");
	if (name === "orgs") await work.replica.followOrgs([doc.id]);
	const left =
		name === "members" ? [doc] : work.mirror.children("members", doc.id);
	const userIds = left.map((member) => textOf(member, "userId"));
	await forgetUnreferenced(work, new Set(userIds));
}
