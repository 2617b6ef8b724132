import { forgetUnreferenced } from "../pull/users.js";
import { textOf } from "../replicator/resources.js";
import type { Work } from "../replicator/work.js";
import { deleteAccepted } from "../transitions/accept.js";
import { type Claim, settle } from "./claim.js";

/** The thing is gone from the Engine, by us: what it took with it follows. */
export async function deleteDone(work: Work, claim: Claim): Promise<void> {
	const { name, doc } = claim;
	await settle(work, claim, (now) => deleteAccepted(name, now));
	if (name === "orgs") await work.replica.followOrgs([doc.id]);
	const left =
		name === "members" ? [doc] : work.mirror.children("members", doc.id);
	const userIds = left.map((member) => textOf(member, "userId"));
	await forgetUnreferenced(work, new Set(userIds));
}
