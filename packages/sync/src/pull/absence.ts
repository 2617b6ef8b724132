import type { CollectionName, Stored } from "@engine-offline/core/replicate";
import type { Failure, ProjectRow } from "../engine.js";
import { changeDocument } from "../replicator/change-document.js";
import { resourceOf, textOf } from "../replicator/resources.js";
import { classifyRead, type Work } from "../replicator/work.js";
import { bornDocument } from "../transitions/knowledge.js";
import { observe } from "../transitions/observe.js";
import { vanished } from "../transitions/refuse.js";
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

async function probe(
	work: Work,
	name: CollectionName,
	doc: Stored,
): Promise<void> {
	const fence = work.mirror.moment();
	const answer = await resourceOf(work, name).get(doc);
	if (answer.ok) {
		await changeDocument(work, { name, id: doc.id }, (now) =>
			work.mirror.movedSince(name, doc.id, fence)
				? undefined
				: observe(now, answer.value, work.context(name)),
		);
		return;
	}
	if (classifyRead(answer.failure).kind !== "gone") return;
	if (name === "orgs") await removeOrg(work, doc);
	else await remove(work, name, doc);
}

/** Takes one document away as gone, unless a request for it is under way: then the answer decides. */
export async function remove(
	work: Work,
	name: CollectionName,
	doc: Stored,
): Promise<void> {
	if (await vanish(work, { name, doc })) await removalFollowed(work, name, doc);
}

/** Answers whether it went. */
async function vanish(
	work: Work,
	{
		name,
		doc: { id },
	}: { readonly name: CollectionName; readonly doc: Stored },
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

/** An org known only by a project of it goes with the last one; one whose delete waits may come back. */
export async function removeIdleReference(
	work: Work,
	orgId: string,
): Promise<void> {
	const org = work.mirror.get("orgs", orgId);
	if (org === undefined || Reflect.get(org, "reach") !== "reference") return;
	const isIdle = () => work.mirror.children("projects", orgId).every(isEnded);
	if (!isIdle()) return;
	const isStillIdle = (now: Stored) =>
		Reflect.get(now, "reach") === "reference" && isIdle();
	if (!(await vanish(work, { name: "orgs", doc: org }, isStillIdle))) return;
	// A list may have shown another project of it while that was written.
	if (isIdle()) await removalFollowed(work, "orgs", org);
	else await becomeReference(work, org, textOf(org, "name"));
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

/** Edits of the org itself stay as an issue; what is left of it is its name. */
export async function becomeReference(
	work: Work,
	org: Stored,
	name: string,
): Promise<void> {
	const context = work.context("orgs");
	await changeDocument(work, { name: "orgs", id: org.id }, (now) => {
		if (now.envelope.sent !== null) return undefined;
		const gone = vanished("orgs", now, context.at);
		const born = bornDocument(
			"orgs",
			{
				remoteId: now.envelope.remoteId,
				mark: "",
				fields: { name, description: "" },
				rest: { logoUrl: "", subscriptionId: "", reach: "reference" },
				createdBy: "",
				maybeChanged: true,
			},
			{ id: now.id },
		);
		const { settled, made, exceptions, issues, seen } = gone.envelope;
		return {
			...born,
			envelope: {
				...born.envelope,
				settled,
				made,
				exceptions,
				issues,
				seen,
				open: gone.envelope.open,
				state: gone.envelope.state,
			},
		};
	});
	await work.replica.followOrgs([org.id]);
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
