import {
	changeOf,
	isDeleted,
	type Stored,
	seal,
	settleEdits,
} from "@engine-offline/core/replicate";
import { changeDocument } from "../replicator/change-document.js";
import type { Work } from "../replicator/work.js";
import { doubted } from "../transitions/claim.js";
import type { Claim } from "./claim.js";

/**
 * Two documents must never stand for one thing of the Engine. One that was born from a list gives way to the one made
 * here, and so does one that is over (a person who was removed and is added again) or only shows a person as they were
 * before (external, and made a member now); of two made here the lower id keeps it. Answers whether `claim`'s document
 * may have the remote id.
 */
export async function releaseClaimed(
	work: Work,
	{ name, doc }: Claim,
	remoteId: string,
): Promise<boolean> {
	const other = work.mirror.byRemote(name, remoteId);
	if (other === undefined || other.id === doc.id) return true;
	const givesWay =
		wasBorn(work, other) || isOver(name, other) || isShown(name, other);
	if (!givesWay && other.id < doc.id) return false;
	await changeDocument(work, { name, id: other.id }, (now) =>
		givesWay ? absorbed(name, now) : loser(name, now),
	);
	return true;
}

/**
 * A list may show what was made here while the answer to its create is being written down: two documents stand for it
 * then, and the one of them that gives way goes. Undefined when neither does.
 */
export function givingWay(
	work: Work,
	name: Claim["name"],
	twins: readonly Stored[],
): Stored | undefined {
	return (
		twins.find((doc) => isOver(name, doc)) ??
		twins.find((doc) => wasBorn(work, doc))
	);
}

/** `doc` gives way to its twin, unless it stands for something else by now. */
export async function giveWay(
	work: Work,
	name: Claim["name"],
	{ id, envelope }: Stored,
): Promise<void> {
	await changeDocument(work, { name, id }, (now) =>
		now.envelope.remoteId === envelope.remoteId
			? absorbed(name, now)
			: undefined,
	);
}

/** Born from a list, not made here: its id follows from the Engine's. */
function wasBorn({ replica }: Work, { id, envelope }: Stored): boolean {
	const { remoteId } = envelope;
	return id === remoteId || id === replica.environment.hash(remoteId);
}

const isOver = (name: Claim["name"], doc: Stored) =>
	isDeleted(doc) && isSettled(name, doc);

const isShown = (name: Claim["name"], doc: Stored) =>
	name === "members" && isSettled(name, doc);

const isSettled = (name: Claim["name"], doc: Stored) =>
	doc.envelope.sent === null && changeOf(name, doc).kind === "none";

/** It stands for nothing any more; edits of it end as cancelled, since its twin here shows what the user made. */
function absorbed(name: Claim["name"], doc: Stored): Stored {
	const { envelope } = doc;
	const waits = changeOf(name, doc).kind !== "none";
	return seal(name, {
		...doc,
		_deleted: true,
		envelope: {
			...settleEdits(
				envelope,
				envelope.made,
				waits ? { kind: "cancelled" } : undefined,
			),
			remoteId: "",
			base: null,
			sent: null,
			parked: null,
			late: [],
			seen: envelope.seen + 1,
		},
	});
}

/** What it took for its own was another's: its create is looked for again, or waits again. */
function loser(name: Claim["name"], doc: Stored): Stored {
	const { envelope } = doc;
	return seal(
		name,
		doubted(name, {
			...doc,
			envelope: { ...envelope, remoteId: "", seen: envelope.seen + 1 },
		}),
	);
}
