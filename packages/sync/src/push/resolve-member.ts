import type { Stored } from "@engine-offline/core/replicate";
import type { Answer } from "../engine.js";
import { changeDocument } from "../replicator/change-document.js";
import { documentMemory } from "../replicator/memory.js";
import { orgRemoteId } from "../replicator/resources.js";
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
	const id = orgRemoteId(work, doc);
	const userId = personOf(doc);
	const answer = await work.read((options) =>
		work.engine.getOrgUser({ id, userId }, options),
	);
	if (answer.ok)
		return membershipIs(
			work,
			{ doc, attempt: sent?.attempt ?? "" },
			answer.value,
		);
	// Sent again it cannot make a second one: the Engine says ALREADY_EXISTS, and that is ours.
	await notThere(work, doc, answer);
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
	const attempt = doc.envelope.sent?.attempt;
	await changeDocument(work, place, (now) =>
		now.envelope.sent?.attempt === attempt
			? givenUp("members", now)
			: undefined,
	);
	await parkIfFailing(work, place);
	work.wake();
}
