import type { Stored } from "@engine-offline/core/replicate";
import type { OrgUserRow, UserRow } from "../engine.js";
import { keepNamed, userIs } from "../pull/users.js";
import { changeDocument } from "../replicator/change-document.js";
import { orgRemoteId, textOf } from "../replicator/resources.js";
import { classifyRead, type Work } from "../replicator/work.js";
import { accountKnown } from "../transitions/accept.js";
import {
	memberToObservation,
	userToObservation,
} from "../transitions/observation.js";
import { refused } from "../transitions/refuse.js";
import { createAnswered } from "./answered.js";
import { claimDocument } from "./claim-document.js";
import { writeFailed } from "./failed.js";
import { inviteOf, personOf } from "./invite.js";
import { parkDocument } from "./park.js";
import { readFailed } from "./put-off.js";
import { waitsForSamePerson } from "./ready.js";
import { refusalOf } from "./refuse.js";

/** Adds a person to an org: finds out who it is, makes the account where that was asked for, then the membership. */
export async function pushMember(work: Work, doc: Stored): Promise<void> {
	const { mirror, replica } = work;
	// Another tab may have removed this person before it added them, and word of that may be lost.
	await replica.refresh();
	if (waitsForSamePerson(doc, { mirror, listOpen: replica.listOpen })) return;
	if (personOf(doc) !== "") return pushMembership(work, doc);
	const invite = inviteOf(doc);
	if (invite === undefined) return;
	const { email } = invite;
	const answer = await work.read((options) =>
		work.engine.getUserByEmail({ email }, options),
	);
	if (answer.ok) return personFound(work, doc, answer.value);
	const { kind } = classifyRead(answer.failure);
	if (kind === "refused")
		return refuseInvite(work, doc, refusalOf(work, answer.failure));
	if (kind !== "gone")
		return readFailed(work, { name: "members", id: doc.id }, answer.failure);
	if (invite.account) return pushAccount(work, doc);
	await refuseInvite(work, doc, {
		code: "NOT_FOUND",
		message: `No Engine user has the address ${email}.`,
		suggestion: "Check the address, or make an account for this person.",
	});
}

/** An account that was there before our first attempt is somebody's own: it must be added, not made. */
async function personFound(
	work: Work,
	doc: Stored,
	row: UserRow,
): Promise<void> {
	const isOurs = doc.envelope.late.some(({ kind }) => kind === "create");
	if (inviteOf(doc)?.account === true && !isOurs)
		return refuseInvite(work, doc, {
			code: "ALREADY_EXISTS",
			message: `The address ${row.email} has an account already.`,
			suggestion: "Add this person with addUser().",
		});
	await personIs(work, doc, row);
}

/** Notes who the invite means; the membership follows as the next step. */
export async function personIs(
	work: Work,
	doc: Stored,
	row: UserRow,
): Promise<void> {
	await userIs(work, userToObservation(row));
	const attempt = doc.envelope.sent?.attempt;
	await changeDocument(work, { name: "members", id: doc.id }, (now) =>
		now.envelope.sent?.attempt === attempt
			? accountKnown("members", now, row.id)
			: undefined,
	);
	await keepNamed(work, [row.id]);
	work.replica.secrets.forget(doc.id);
	work.wake();
}

async function pushAccount(work: Work, doc: Stored): Promise<void> {
	const invite = inviteOf(doc);
	if (invite === undefined) return;
	const password = work.replica.secrets.passwordOf(doc.id);
	if (invite.password === "given" && password === undefined)
		return parkForPassword(work, doc);
	const claim = await claimDocument(work, {
		name: "members",
		id: doc.id,
		kind: "create",
		step: "account",
		values: () => ({ email: invite.email, name: invite.name }),
	});
	if (claim === undefined) return;
	const { email, name } = invite;
	const answer = await work.write((options) =>
		work.engine.createUser(
			password === undefined ? { email, name } : { email, name, password },
			options,
		),
	);
	if (answer.ok) await personIs(work, claim.doc, answer.value);
	else await writeFailed(work, { name: "members", ...claim }, answer.failure);
}

/** A password is never stored: after a restart it has to be given again, or left to the Engine. */
function parkForPassword(work: Work, doc: Stored): Promise<void> {
	return parkDocument(
		work,
		{ name: "members", id: doc.id },
		{
			why: {
				reason: "password-needed",
				code: "",
				message: "The password was in memory only, and the program ended.",
				suggestion: "Give it again, or let the Engine make one.",
				at: work.replica.environment.now(),
			},
			when: (now) => now.envelope.sent === null,
		},
	);
}

async function pushMembership(work: Work, doc: Stored): Promise<void> {
	const claim = await claimDocument(work, {
		name: "members",
		id: doc.id,
		kind: "create",
		step: "membership",
		values: (now) => ({ userId: personOf(now), role: textOf(now, "role") }),
	});
	if (claim === undefined) return;
	const id = orgRemoteId(work, doc);
	const answer = await work.write((options) =>
		work.engine.createOrgUser(
			{ id, userId: personOf(claim.doc), roleId: roleIdOf(work, doc) },
			options,
		),
	);
	if (answer.ok) await membershipIs(work, claim, answer.value);
	else await writeFailed(work, { name: "members", ...claim }, answer.failure);
}

/** The membership is there: first the person, then the member who names them. */
export async function membershipIs(
	work: Work,
	claim: { readonly doc: Stored; readonly attempt: string },
	row: OrgUserRow,
): Promise<void> {
	const orgId = orgRemoteId(work, claim.doc);
	await userIs(work, userToObservation(row.user));
	await createAnswered(
		work,
		{ name: "members", ...claim },
		{ ok: true, value: memberToObservation(orgId, row) },
	);
}

/** The catalogue's id of a role that was given by id or by name; one that it does not know goes as it is. */
function roleIdOf(work: Work, doc: Stored): string {
	const role = textOf(doc, "role");
	const { roles } = work.replica.record.get();
	const known =
		roles.find(({ id }) => id === role) ??
		roles.find(({ name }) => name === role);
	return known?.id ?? role;
}

async function refuseInvite(
	work: Work,
	doc: Stored,
	why: { code: string; message: string; suggestion: string; reason?: string },
): Promise<void> {
	const at = work.replica.environment.now();
	await changeDocument(work, { name: "members", id: doc.id }, (now) =>
		now.envelope.sent === null && now.envelope.remoteId === ""
			? refused("members", now, { reason: "", ...why, at })
			: undefined,
	);
	work.replica.secrets.forget(doc.id);
	work.report({
		kind: "refused",
		collection: "members",
		id: doc.id,
		change: "create",
	});
}
