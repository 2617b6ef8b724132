import {
	changeOf,
	foldText,
	type Stored,
} from "@engine-offline/core/replicate";
import { changeDocument } from "../replicator/change-document.js";
import { resourceOf, textOf } from "../replicator/resources.js";
import type { Work } from "../replicator/work.js";
import { adopted } from "../transitions/adopt.js";
import { bornDocument } from "../transitions/knowledge.js";
import type { Observation } from "../transitions/observation.js";
import { isInvited } from "../transitions/refuse.js";
import { isPersonGone, vanishedOrg } from "./apply-known.js";
import { becomeReference } from "./become-reference.js";
import type { ListedRow } from "./fetch-list.js";
import { observeAll } from "./observe-rows.js";
import { inTurn } from "./org-turns.js";
import type { Pull } from "./pull.js";
import { keepNamed, rememberUsers } from "./users.js";

/**
 * Rows that no document stands for: an invite adopts its person, the rest are born. Answers whether some have to wait:
 * for the answer to an invite, or for the next list, where another list made them known meanwhile.
 */
export async function applyUnknown(
	work: Work,
	pull: Pull,
	rows: readonly ListedRow[],
): Promise<boolean> {
	if (rows.length === 0) return false;
	const keptUsersOut = await rememberUsers(
		work,
		pull,
		rows.flatMap(({ user }) => user ?? []),
	);
	const { known, unknown } = sortAgain(work, pull, rows);
	const waits = await bearAll(work, pull, unknown);
	const { name } = pull.list;
	const keptOut = await observeAll(work, pull, { name, seen: known });
	return keptUsersOut || waits || keptOut;
}

/** An answer may have come meanwhile, or another list, and made a row known. */
function sortAgain(
	{ mirror }: Work,
	{ list }: Pull,
	rows: readonly ListedRow[],
) {
	const known: { readonly doc: Stored; readonly seen: Observation }[] = [];
	const unknown: ListedRow[] = [];
	for (const row of rows) {
		const doc = mirror.byRemote(list.name, row.seen.remoteId);
		if (doc === undefined) unknown.push(row);
		else known.push({ doc, seen: row.seen });
	}
	return { known, unknown };
}

async function bearAll(
	work: Work,
	pull: Pull,
	rows: readonly ListedRow[],
): Promise<boolean> {
	switch (pull.list.name) {
		case "orgs":
			return bear(
				work,
				"orgs",
				rows.map(({ seen }) =>
					bornDocument("orgs", seen, { id: seen.remoteId }),
				),
			);
		case "projects":
			return bearProjects(work, rows);
		case "members":
			return bearMembers(work, pull, rows);
	}
}

/** Answers whether somebody else bore one of them first, which the next list then brings up to date. */
function bear(
	work: Work,
	name: "orgs" | "projects" | "members",
	documents: readonly Stored[],
): Promise<boolean> {
	return inTurn(work, async () => {
		const stale = await work.replica.write(
			name,
			documents.map((next) => ({ next })),
		);
		const orgIds = new Set(documents.flatMap(({ orgId }) => orgId ?? []));
		for (const id of orgIds) {
			const org = work.mirror.get("orgs", id);
			if (org?._deleted !== true) continue;
			// It went out of sight while they were being written. Deleted here, it takes them along at once.
			if (name === "projects" && org.envelope.ended === "vanished")
				await becomeReference(work, org, textOf(org, "name"));
			else await work.replica.followOrgs([id]);
		}
		return stale.size > 0;
	});
}

/** A project may show an org that no list shows: such an org is known by name only. */
async function bearProjects(
	work: Work,
	listed: readonly ListedRow[],
): Promise<boolean> {
	const sure = listed.filter((row) => !isPerhapsOurs(work, row));
	const waits = sure.length < listed.length;
	const rows: ListedRow[] = [];
	for (const row of sure) if (await isInSight(work, row)) rows.push(row);
	const unknown = new Map(
		rows.flatMap(({ org }) =>
			org === undefined || org.id === "" || work.mirror.byRemote("orgs", org.id)
				? []
				: [[org.id, org.name]],
		),
	);
	await bear(
		work,
		"orgs",
		[...unknown].map(([id, name]) => referenceOrg(id, name)),
	);
	const isLate = await bear(
		work,
		"projects",
		rows.flatMap(({ seen, org }) => {
			const orgId = work.mirror.byRemote("orgs", org?.id ?? "")?.id;
			return orgId === undefined
				? []
				: [bornDocument("projects", seen, { id: seen.remoteId, orgId })];
		}),
	);
	return isLate || waits;
}

/**
 * Whether the row is of an org that nobody knows, and that a create without an answer may have made: the list of orgs
 * says so first, or that org would be taken for somebody else's.
 */
function isPerhapsOurs({ mirror, replica }: Work, { org }: ListedRow): boolean {
	if (org === undefined || mirror.byRemote("orgs", org.id)) return false;
	return replica
		.listOpen("orgs")
		.some(
			({ envelope: { sent, late } }) =>
				sent?.kind === "create" ||
				late.some(
					({ kind, values }) =>
						kind === "create" &&
						foldText(values.name ?? "") === foldText(org.name),
				),
		);
}

/** Of an org that went out of sight a lagging list may show a project still: one single read says whether it is there. */
async function isInSight(work: Work, row: ListedRow): Promise<boolean> {
	const org = vanishedOrg(work, row);
	if (org === undefined) return true;
	const doc = bornDocument("projects", row.seen, { id: row.seen.remoteId });
	const answer = await resourceOf(work, "projects").get(doc);
	if (answer.ok) await becomeReference(work, org, row.org?.name ?? "");
	return answer.ok;
}

function referenceOrg(remoteId: string, name: string): Stored {
	return bornDocument(
		"orgs",
		{
			remoteId,
			mark: "",
			fields: { name, description: "" },
			rest: { logoUrl: "", subscriptionId: "", reach: "reference" },
			createdBy: "",
			maybeChanged: true,
		},
		{ id: remoteId },
	);
}

async function bearMembers(
	work: Work,
	pull: Pull,
	rows: readonly ListedRow[],
): Promise<boolean> {
	const { hash } = work.replica.environment;
	let waits = false;
	const born: Stored[] = [];
	const back: { readonly doc: Stored; readonly seen: Observation }[] = [];
	for (const row of rows) {
		if (isPersonGone(work, row)) {
			waits = true;
			continue;
		}
		const invite = inviteFor(work, pull.orgId, row);
		const id = hash(row.seen.remoteId);
		// Once it gave way to a document made here, which stands for nobody any more.
		const gone = work.mirror.get("members", id);
		if (invite === undefined && gone !== undefined)
			back.push({ doc: gone, seen: row.seen });
		else if (invite === undefined)
			born.push(bornDocument("members", row.seen, { id, orgId: pull.orgId }));
		else if (invite.envelope.sent === null)
			await adoptInvite(work, invite, row);
		// With a request under way the answer, or the probe, says what the row is.
		else waits = true;
	}
	const isLate = await bear(work, "members", born);
	const keptOut = await observeAll(work, pull, { name: "members", seen: back });
	await keepNamed(
		work,
		rows.flatMap(({ user }) => user?.remoteId ?? []),
	);
	return isLate || keptOut || waits;
}

function inviteFor(
	work: Work,
	orgId: string,
	{ user }: ListedRow,
): Stored | undefined {
	const email: unknown = user && Reflect.get(user.rest, "email");
	return work.mirror
		.children("members", orgId)
		.find(
			(doc) =>
				doc.envelope.remoteId === "" &&
				(doc.envelope.sent !== null ||
					changeOf("members", doc).kind === "create") &&
				typeof email === "string" &&
				isInvited(doc, email),
		);
}

async function adoptInvite(
	work: Work,
	invite: Stored,
	{ seen }: ListedRow,
): Promise<void> {
	await changeDocument(work, { name: "members", id: invite.id }, (doc) =>
		doc.envelope.remoteId === "" && doc.envelope.sent === null
			? adopted(doc, seen, work.context("members"))
			: undefined,
	);
}
