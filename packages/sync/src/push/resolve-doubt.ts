import type { CollectionName, Stored } from "@engine-offline/core/replicate";
import { remove, removeOrg } from "../pull/absence.js";
import { changeDocument } from "../replicator/change-document.js";
import { resourceOf } from "../replicator/resources.js";
import { classifyRead, type Work } from "../replicator/work.js";
import { holds, unclaimed } from "../transitions/claim.js";
import { deleteResolved, updateResolved } from "../transitions/doubt.js";
import { deleteDone } from "./delete-done.js";
import { parkIfFailing } from "./park.js";
import { readFailed } from "./put-off.js";
import { resolveMember } from "./resolve-member.js";

/** A request without an answer is never simply sent again: the Engine is asked what it shows. */
export async function resolveDoubt(
	work: Work,
	name: CollectionName,
	doc: Stored,
): Promise<void> {
	const { sent } = doc.envelope;
	if (sent === null) return;
	if (sent.kind === "create") return resolveMember(work, doc);
	const answer = await resourceOf(work, name).get(doc);
	const claim = { name, doc, attempt: sent.attempt };
	if (!answer.ok && classifyRead(answer.failure).kind === "gone")
		return sent.kind === "delete"
			? deleteDone(work, claim, "vanished")
			: updateGone(work, name, doc);
	if (!answer.ok) return readFailed(work, { name, id: doc.id }, answer.failure);
	const context = work.context(name);
	await changeDocument(work, { name, id: doc.id }, (now) => {
		if (!holds(now, sent.attempt)) return undefined;
		return sent.kind === "update"
			? updateResolved(now, answer.value, context)
			: deleteResolved(now, answer.value, context);
	});
	await parkIfFailing(work, { name, id: doc.id });
}

async function updateGone(
	work: Work,
	name: CollectionName,
	doc: Stored,
): Promise<void> {
	await changeDocument(work, { name, id: doc.id }, (now) =>
		now.envelope.sent?.attempt === doc.envelope.sent?.attempt
			? unclaimed(name, now)
			: undefined,
	);
	const now = work.mirror.get(name, doc.id) ?? doc;
	if (name === "orgs") await removeOrg(work, now);
	else await remove(work, name, now);
}
