import type { Instance } from "../gate/gate-place.js";
import { changeOf, isDeleted, seal } from "../model/change.js";
import type { CollectionName, Stored } from "../model/documents.js";
import type { Parked } from "../model/envelope.js";
import { cancelEdits } from "../model/outcome.js";
import { vanished } from "../model/vanished.js";
import { findLive, findTombstones, updateStored } from "./storage-query.js";

type Instances = ReadonlyMap<CollectionName, Instance>;

/**
 * Makes the projects and members of the given orgs follow them: hidden while the org is deleted or its create was
 * refused, shown again when it lives. Idempotent; it may run at any moment, beside itself too, and be cut off at any
 * moment.
 */
export async function followOrgs(
	instances: Instances,
	orgIds: readonly string[],
): Promise<void> {
	const orgs = instances.get("orgs");
	if (orgs === undefined || orgIds.length === 0) return;
	const followed = await orgs.findDocumentsById([...orgIds], true);
	for (const org of followed) await followOrg(instances, org);
	// Deleted or back meanwhile: what was just written undid what had followed that.
	const changed = (await orgs.findDocumentsById([...orgIds], true)).filter(
		({ id, _rev }) => followed.find((org) => org.id === id)?._rev !== _rev,
	);
	await followOrgs(
		instances,
		changed.map(({ id }) => id),
	);
}

async function followOrg(instances: Instances, org: Stored): Promise<void> {
	for (const name of ["projects", "members"] as const) {
		const children = instances.get(name);
		if (children === undefined) continue;
		const ids = (await childrenOf(children, org))
			.filter((child) => followed(name, child, org) !== undefined)
			.map((child) => child.id);
		await updateStored(children, ids, (child) => followed(name, child, org));
	}
}

/** What may have to follow: what is hidden, and of a deleted org what is not. A living org is never read through. */
async function childrenOf(children: Instance, org: Stored): Promise<Stored[]> {
	const unfinished = await findTombstones(children, {
		"envelope.open": { $eq: 1 },
	});
	const hidden = unfinished.filter((child) => child.orgId === org.id);
	return org._deleted
		? [...hidden, ...(await findLive(children, { orgId: { $eq: org.id } }))]
		: hidden;
}

/** The child as its org wants it, undefined when it is that already. */
export function followed(
	name: CollectionName,
	child: Stored,
	org: Stored,
): Stored | undefined {
	const hidden = child.envelope.hiddenBy === org.id;
	if (!org._deleted) return hidden ? shown(name, child) : undefined;
	if (isGone(org)) return gone(name, child, org);
	return child._deleted ? undefined : hide(name, child, org);
}

/** The org is no more, and nobody can bring it back from here. */
function isGone(org: Stored): boolean {
	const { ended, sent, issues } = org.envelope;
	// Deleted for good: an issue of it may still be read, and brings nothing back.
	if (ended === "deleted") return isDeleted(org) && sent === null;
	return (
		isDeleted(org) &&
		sent === null &&
		issues.length === 0 &&
		(ended !== "" || changeOf("orgs", org).kind === "none")
	);
}

/** What nobody here has deleted with it went against their wish: what they wanted of it is kept as an issue. */
function gone(
	name: CollectionName,
	child: Stored,
	org: Stored,
): Stored | undefined {
	if (child.envelope.hiddenBy === org.id) return ended(name, child);
	if (child._deleted) return undefined;
	return org.envelope.ended === "vanished"
		? vanished(name, child, org._meta.lwt)
		: ended(name, child);
}

function hide(name: CollectionName, child: Stored, org: Stored): Stored {
	const { envelope } = child;
	const waits = changeOf(name, child).kind !== "none";
	const parked =
		waits && org.envelope.remoteId === "" && org.envelope.state === "refused"
			? parentRefused(org)
			: envelope.parked;
	return seal(name, {
		...child,
		_deleted: true,
		envelope: { ...envelope, parked, hiddenBy: org.id },
	});
}

function parentRefused(org: Stored): Parked {
	const issue = org.envelope.issues[0];
	return {
		reason: "parent-refused",
		code: issue?.code ?? "",
		message: `Its org was refused: ${issue?.message ?? ""}`,
		suggestion: "Correct the org in store.issues, or discard it.",
		at: issue?.at ?? 0,
	};
}

function shown(name: CollectionName, child: Stored): Stored {
	const { parked } = child.envelope;
	return seal(name, {
		...child,
		_deleted: false,
		envelope: {
			...child.envelope,
			hiddenBy: "",
			parked: parked?.reason === "parent-refused" ? null : parked,
		},
	});
}

/** What the org took with it ends: nothing of it is sent, and the edits it hid are cancelled. */
function ended(name: CollectionName, child: Stored): Stored {
	const { envelope } = child;
	const settled = cancelEdits(envelope);
	return seal(name, {
		...child,
		_deleted: true,
		envelope: {
			...settled,
			hiddenBy: "",
			ended: envelope.remoteId === "" ? "" : "vanished",
			base: null,
			sent: null,
			parked: null,
			late: [],
			issues: [],
		},
	});
}
