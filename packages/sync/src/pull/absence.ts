import {
	type CollectionName,
	changeOf,
	type Stored,
	vanished,
} from "@engine-offline/core/replicate";
import type { Failure, ProjectRow } from "../engine.js";
import { changeDocument } from "../replicator/change-document.js";
import { resourceOf, textOf } from "../replicator/resources.js";
import { classifyRead, type Work } from "../replicator/work.js";
import { observe } from "../transitions/observe.js";
import { becomeReference } from "./become-reference.js";
import { hasEnded } from "./observe-rows.js";
import { inTurn } from "./org-turns.js";
import type { Pull } from "./pull.js";
import { forgetUnreferenced } from "./users.js";

/** More than so many things missing from one list at once are held until somebody says yes. */
const MOST_UNASKED = 20;

/** A removal that waits for `confirmRemovals()`. */
export interface HeldRemoval {
	readonly scope: string;
	readonly count: number;
}

export interface Absences {
	readonly absent: readonly Stored[];
	readonly confirmed: boolean;
	readonly scope: string;
}

/**
 * What a list does not show is a suspicion: each thing is asked for, and only what is gone or no longer visible goes.
 * Too many at once are held, unasked.
 */
export async function absences(
	work: Work,
	pull: Pull,
	{ absent, confirmed, scope }: Absences,
): Promise<HeldRemoval | undefined> {
	const { name } = pull.list;
	const suspects = absent.filter(
		(doc) => !work.mirror.movedSince(name, doc.id, pull.fence),
	);
	if (suspects.length > MOST_UNASKED && !confirmed) {
		work.report({ kind: "held", scope, count: suspects.length });
		return { scope, count: suspects.length };
	}
	for (const doc of suspects) await probe(work, name, doc);
	return undefined;
}

interface Place {
	readonly name: CollectionName;
	readonly doc: Stored;
}

async function probe(
	work: Work,
	name: CollectionName,
	doc: Stored,
): Promise<void> {
	if (!(await isGone(work, { name, doc }))) return;
	if (name === "orgs") await removeOrg(work, doc);
	else await remove(work, name, doc);
}

/** Asks for it, and takes in what it is where it is there. */
async function isGone(work: Work, { name, doc }: Place): Promise<boolean> {
	const fence = work.mirror.moment();
	const answer = await resourceOf(work, name).get(doc);
	if (!answer.ok) return classifyRead(answer.failure).kind === "gone";
	await changeDocument(work, { name, id: doc.id }, (now) =>
		work.mirror.movedSince(name, doc.id, fence) || hasEnded(doc, now)
			? undefined
			: observe(now, answer.value, work.context(name)),
	);
	return false;
}

/** Takes one document away as gone, unless a request for it is under way: then the answer decides. */
export async function remove(
	work: Work,
	name: CollectionName,
	doc: Stored,
): Promise<void> {
	const take = async () => {
		if (!(await vanish(work, { name, doc }))) return;
		await removalFollowed(work, name, doc);
	};
	await (name === "orgs" ? inTurn(work, take) : take());
}

/** Answers whether it went. */
async function vanish(
	work: Work,
	{ name, doc: { id } }: Place,
	still: (now: Stored) => boolean = () => true,
): Promise<boolean> {
	const removed = await changeDocument(work, { name, id }, (now) =>
		now.envelope.sent === null && now.envelope.ended === "" && still(now)
			? vanished(name, now, work.context(name).at)
			: undefined,
	);
	return removed !== undefined;
}

/** What goes with it goes too. */
async function removalFollowed(
	work: Work,
	name: CollectionName,
	doc: Stored,
): Promise<void> {
	work.report({ kind: "removed", collection: name, id: doc.id });
	const userId: unknown = Reflect.get(doc, "userId");
	if (name === "members" && typeof userId === "string")
		await forgetUnreferenced(work, new Set([userId]));
	if (name === "projects") await removeIdleReference(work, doc.orgId ?? "");
	if (name === "orgs") await work.replica.followOrgs([doc.id]);
}

/**
 * Orgs known by name only whose members no list shows, or of which no project is left, are asked for: a journal puts
 * such orgs back, and a member may be added to one.
 */
export async function judgeReferences(work: Work): Promise<void> {
	for (const org of [...work.mirror.all("orgs")]) {
		if (org._deleted || Reflect.get(org, "reach") !== "reference") continue;
		if (hasMembers(work, org)) await probe(work, "orgs", org);
		else await removeIdleReference(work, org.id);
	}
}

/** Members that the Engine had, and that wait for nothing. */
function hasMembers({ mirror }: Work, { id }: Stored): boolean {
	return mirror
		.children("members", id)
		.some(
			(member) =>
				!isEnded(member) &&
				member.envelope.remoteId !== "" &&
				changeOf("members", member).kind === "none",
		);
}

/**
 * An org known only by a project of it goes with the last one, unless the Engine shows it; one whose delete waits may
 * come back. Without an answer it stays until the next sweep.
 */
export async function removeIdleReference(
	work: Work,
	orgId: string,
): Promise<void> {
	const { mirror } = work;
	const isIdle = () => mirror.children("projects", orgId).every(isEnded);
	const isIdleReference = (org: Stored) =>
		Reflect.get(org, "reach") === "reference" && isIdle();
	const org = mirror.get("orgs", orgId);
	if (org === undefined || !isIdleReference(org)) return;
	const name = "orgs";
	if (!(await isGone(work, { name, doc: org }))) return;
	await inTurn(work, async () => {
		if (!(await vanish(work, { name, doc: org }, isIdleReference))) return;
		// A list may have shown another project of it while that was written.
		if (isIdle()) await removalFollowed(work, name, org);
		else await becomeReference(work, org, textOf(org, "name"));
	});
}

/**
 * An org that is gone, or that we may not see any more. Those of its projects that the Engine still shows stay, under
 * an org known by name only; the rest of its children go with it.
 */
export function removeOrg(work: Work, org: Stored): Promise<void> {
	const { leaving } = work.memory;
	const known = leaving.get(org.id);
	if (known !== undefined) return known;
	const removing = removeOrgNow(work, org).finally(() =>
		leaving.delete(org.id),
	);
	leaving.set(org.id, removing);
	return removing;
}

async function removeOrgNow(work: Work, org: Stored): Promise<void> {
	if (org._deleted) return remove(work, "orgs", org);
	const answer = await work.read((options) =>
		work.engine.listUserProjects(options),
	);
	if (!answer.ok) return;
	const { rows, invalid } = answer.value;
	const listed = rows.filter((row) => row.org.id === org.envelope.remoteId);
	const kept = new Set([...listed.map((row) => row.id), ...invalid]);
	const others = await leftOut(work, org, kept);
	if (others === undefined) return;
	for (const { id } of others) kept.add(id);
	await removeChildren(work, org, kept);
	const name = [...listed, ...others][0]?.org.name;
	const isNamed =
		name !== undefined ||
		work.mirror
			.children("projects", org.id)
			.some((child) => !isEnded(child) && kept.has(child.envelope.remoteId));
	if (isNamed) await becomeReference(work, org, name ?? textOf(org, "name"));
	else await remove(work, "orgs", org);
}

/**
 * Projects of the org that the list does not show, and the Engine does; undefined when it did not say. An org may have
 * thousands, so beyond those with unsent edits only the first few are asked for: should the list have left out others,
 * the next one brings them back.
 */
async function leftOut(
	work: Work,
	org: Stored,
	listed: ReadonlySet<string>,
): Promise<ProjectRow[] | undefined> {
	const found: ProjectRow[] = [];
	const suspects = work.mirror
		.children("projects", org.id)
		.filter(
			(child) =>
				child.envelope.remoteId !== "" &&
				!isEnded(child) &&
				!listed.has(child.envelope.remoteId),
		);
	const edited = suspects.filter(({ envelope }) => envelope.open === 1);
	const rest = suspects.filter(({ envelope }) => envelope.open === 0);
	for (const child of [...edited, ...rest.slice(0, MOST_UNASKED)]) {
		const id = child.envelope.remoteId;
		const answer = await work.read((options) =>
			work.engine.getProject({ id }, options),
		);
		if (answer.ok) found.push(answer.value);
		else if (classifyRead(answer.failure).kind !== "gone") return undefined;
	}
	return found;
}

async function removeChildren(
	work: Work,
	org: Stored,
	kept: ReadonlySet<string>,
): Promise<void> {
	for (const name of ["projects", "members"] as const)
		for (const child of work.mirror.children(name, org.id))
			if (!isEnded(child) && !kept.has(child.envelope.remoteId))
				await remove(work, name, child);
}

function isEnded(child: Stored): boolean {
	return (
		child._deleted &&
		child.envelope.hiddenBy === "" &&
		child.envelope.open === 0
	);
}

/** A list of an org's was refused: perhaps the org is gone. Answers whether it was. */
export async function orgUnreachable(
	work: Work,
	org: Stored,
	failure: Failure,
): Promise<boolean> {
	if (classifyRead(failure).kind !== "gone") return false;
	if (org.envelope.sent !== null) return false;
	const answer = await resourceOf(work, "orgs").get(org);
	if (answer.ok || classifyRead(answer.failure).kind !== "gone") return false;
	await removeOrg(work, org);
	return true;
}
