import {
	type CollectionName,
	type Stored,
	valuesOf,
} from "@engine-offline/core/replicate";
import { remove, removeOrg } from "../pull/absence.js";
import {
	orgResource,
	projectResource,
	resourceOf,
} from "../replicator/resources.js";
import { classifyRead, documentKey, type Work } from "../replicator/work.js";
import { unclaimed } from "../transitions/claim.js";
import { observe } from "../transitions/observe.js";
import { createAnswered, deleteAnswered, updateAnswered } from "./answered.js";
import { release } from "./claim.js";
import { claimDocument } from "./claim-document.js";
import { readFailed } from "./put-off.js";

/** A write follows a read that succeeded within this, so that being offline is noticed by a read. */
const FRESH_READ_MS = 5_000;

/** Whether the connection was seen to work just now. */
export function isConnectionFresh(work: Work): boolean {
	const { monotonic } = work.replica.environment;
	return monotonic() - work.health().lastReadAt < FRESH_READ_MS;
}

/** Makes an org or a project on the Engine. */
export async function pushCreate(
	work: Work,
	name: CollectionName,
	doc: Stored,
): Promise<void> {
	if (!isConnectionFresh(work) && !(await readBefore(work, name, doc))) return;
	const claim = await claimDocument(work, {
		name,
		id: doc.id,
		kind: "create",
		values: (now) => valuesOf(name, now),
	});
	if (claim === undefined) return;
	const resource = name === "orgs" ? orgResource(work) : projectResource(work);
	const answer = await resource.create(claim.doc);
	await createAnswered(work, { name, ...claim }, answer);
}

/** The cheapest read that concerns the change: the org of a project, else the sweep over one's own projects. */
async function readBefore(
	work: Work,
	name: CollectionName,
	doc: Stored,
): Promise<boolean> {
	const org = work.mirror.get("orgs", doc.orgId ?? "");
	const answer =
		org === undefined
			? await work.read((options) => work.engine.listUserProjects(options))
			: await resourceOf(work, "orgs").get(org);
	if (answer.ok) return true;
	if (org !== undefined && classifyRead(answer.failure).kind === "gone")
		await removeOrg(work, org);
	else readFailed(work, { name, id: doc.id }, answer.failure);
	return false;
}

/** Fetches what the Engine has, merges, and sends every writable field: the Engine replaces what it is given. */
export async function pushUpdate(
	work: Work,
	name: CollectionName,
	doc: Stored,
): Promise<void> {
	const resource = resourceOf(work, name);
	const fence = work.mirror.moment();
	const current = await resource.get(doc);
	if (!current.ok) {
		if (classifyRead(current.failure).kind !== "gone")
			readFailed(work, { name, id: doc.id }, current.failure);
		else if (name === "orgs") await removeOrg(work, doc);
		else await remove(work, name, doc);
		return;
	}
	const { reads } = work.memory;
	const key = documentKey(name, doc.id);
	const read = reads.get(key);
	const claim = await claimDocument(work, {
		name,
		id: doc.id,
		kind: "update",
		values: (now) => valuesOf(name, now),
		// Gone with its org while it was read, it must not come back by that read.
		before: (now) =>
			now._deleted
				? undefined
				: observe(now, current.value, work.context(name)),
		isOvertaken: () => work.mirror.movedSince(name, doc.id, fence),
	});
	if (claim === undefined) return;
	// A later read was answered while the claim was written down, and may show something newer.
	if (reads.get(key) !== read)
		return release(work, { name, ...claim }, (now) => unclaimed(name, now));
	const answer = await resource.update(claim.doc);
	await updateAnswered(work, { name, ...claim }, answer);
}

/** Deletes on the Engine what is a tombstone here. */
export async function pushDelete(
	work: Work,
	name: CollectionName,
	doc: Stored,
): Promise<void> {
	const resource = resourceOf(work, name);
	if (!isConnectionFresh(work)) {
		const current = await resource.get(doc);
		if (!current.ok && classifyRead(current.failure).kind !== "gone") {
			readFailed(work, { name, id: doc.id }, current.failure);
			return;
		}
	}
	const claim = await claimDocument(work, {
		name,
		id: doc.id,
		kind: "delete",
		values: () => ({}),
	});
	if (claim === undefined) return;
	const answer = await resource.remove(claim.doc);
	await deleteAnswered(work, { name, ...claim }, answer);
}
