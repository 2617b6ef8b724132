import type { Stored } from "@engine-offline/core/replicate";
import type { Answer, OrgUserRow } from "../engine.js";
import { changeDocument } from "../replicator/change-document.js";
import { documentMemory } from "../replicator/memory.js";
import { mapAnswer, orgRemoteId, textOf } from "../replicator/resources.js";
import { classifyRead, documentKey, type Work } from "../replicator/work.js";
import { givenUp } from "../transitions/claim.js";
import { inviteOf, personOf } from "./invite.js";
import { parkIfFailing } from "./park.js";
import { membershipIs, personIs } from "./push-member.js";
import { readFailed } from "./put-off.js";

/** A member's create without an answer: whichever step it was, the Engine can be asked for its result. */
export async function resolveMember(work: Work, doc: Stored): Promise<void> {
	const { sent } = doc.envelope;
	if (sent?.step === "account") return resolveAccount(work, doc);
	const answer = await readMembership(work, doc);
	if (!answer.ok) return notThere(work, doc, answer);
	if (answer.value === undefined) return giveUp(work, doc);
	const attempt = sent?.attempt ?? "";
	await membershipIs(work, { doc, attempt }, answer.value);
}

/**
 * The membership, undefined when there is none. A single read shows external people too and does not say so: when it
 * has another role than was asked for, the list tells.
 */
async function readMembership(
	work: Work,
	doc: Stored,
): Promise<Answer<OrgUserRow | undefined>> {
	const id = orgRemoteId(work, doc);
	const userId = personOf(doc);
	const answer = await work.read((options) =>
		work.engine.getOrgUser({ id, userId }, options),
	);
	if (!answer.ok || hasRole(work, doc, answer.value.role)) return answer;
	const list = await work.read((options) =>
		work.engine.listOrgUsers({ id }, options),
	);
	return mapAnswer(list, ({ rows }) =>
		rows.find(({ user, external }) => user.id === userId && !external),
	);
}

/** A role may be asked for by id or by name. */
function hasRole(work: Work, doc: Stored, shown: string): boolean {
	const asked = textOf(doc, "role");
	const { roles } = work.replica.record.get();
	return (
		asked === shown ||
		roles.some(
			({ id, name }) =>
				[id, name].includes(asked) && [id, name].includes(shown),
		)
	);
}

async function resolveAccount(work: Work, doc: Stored): Promise<void> {
	const email = inviteOf(doc)?.email ?? "";
	const answer = await work.read((options) =>
		work.engine.getUserByEmail({ email }, options),
	);
	if (answer.ok) return personIs(work, doc, answer.value);
	const key = documentKey("members", doc.id);
	const until =
		(work.memory.doubts.get(key)?.since ?? 0) + work.timing.deadlineMs;
	if (work.replica.environment.monotonic() >= until)
		return notThere(work, doc, answer);
	// It may still be under way: each account that is made mails a person.
	documentMemory(work.memory, key).notBefore = until;
}

async function notThere(
	work: Work,
	doc: Stored,
	answer: Answer<unknown>,
): Promise<void> {
	if (answer.ok) return;
	const place = { name: "members", id: doc.id } as const;
	if (classifyRead(answer.failure).kind !== "gone")
		return readFailed(work, place, answer.failure);
	await giveUp(work, doc);
}

/** Sent again it cannot make a second one: the Engine says ALREADY_EXISTS, and that is ours. */
async function giveUp(work: Work, doc: Stored): Promise<void> {
	const place = { name: "members", id: doc.id } as const;
	const attempt = doc.envelope.sent?.attempt;
	await changeDocument(work, place, (now) =>
		now.envelope.sent?.attempt === attempt
			? givenUp("members", now)
			: undefined,
	);
	await parkIfFailing(work, place);
	work.wake();
}
