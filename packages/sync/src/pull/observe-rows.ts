import type { CollectionName, Stored } from "@engine-offline/core/replicate";
import { changeDocument } from "../replicator/change-document.js";
import { resourceOf } from "../replicator/resources.js";
import type { Work } from "../replicator/work.js";
import type { Observation } from "../transitions/observation.js";
import { observe } from "../transitions/observe.js";
import { pauseIn } from "./pause-in.js";

export interface ObservedDocuments {
	readonly name: CollectionName;
	readonly seen: readonly {
		readonly doc: Stored;
		readonly seen: Observation;
	}[];
	/** Runs after each that was asked for once more: the next one may take long to be answered. */
	readonly confirmed?: (doc: Stored) => Promise<void>;
}

/**
 * Brings what the Engine shows into known documents: in one write, behind the fence. What looks old, or would bring
 * the dead back, is asked for once more. Answers whether the fence kept anything new out, for the next list to bring.
 */
export async function observeAll(
	work: Work,
	{ fence }: { readonly fence: number },
	{ name, seen, confirmed }: ObservedDocuments,
): Promise<boolean> {
	const context = work.context(name);
	const isFenced = ({ doc }: { readonly doc: Stored }) =>
		!isNameOnly(doc) && work.mirror.movedSince(name, doc.id, fence);
	const fenced = seen.filter(isFenced);
	const changed = seen
		.filter((entry) => !isFenced(entry))
		.flatMap((entry) => {
			const next = observe(entry.doc, entry.seen, context);
			return next === undefined ? [] : [{ ...entry, next }];
		});
	await pauseIn(work, seen.length);
	const doubtful = changed.filter(
		({ doc, seen: row }) =>
			isDoubtful(doc, row) ||
			(!isNameOnly(doc) &&
				work.mirror.movedWithin(name, doc.id, work.timing.doubtGapMs)),
	);
	const certain = changed.filter((entry) => !doubtful.includes(entry));
	const stale = await work.replica.write(
		name,
		certain.map(({ doc, next }) => ({ previous: doc, next })),
	);
	for (const { doc, seen: row } of certain)
		if (stale.has(doc.id)) await observeAgain(work, { name, doc, fence }, row);
	for (const entry of doubtful) {
		await confirm(work, name, entry);
		await confirmed?.(entry.doc);
	}
	return fenced.some(({ doc, seen: row }) => {
		const now = work.mirror.get(name, doc.id);
		return now !== undefined && observe(now, row, context) !== undefined;
	});
}

/**
 * A row that carries a mark which we saw replaced comes from a lagging replica, perhaps; one that would bring the
 * dead back, too. So does one that is new a moment after something newer: that state we may never have seen.
 */
function isDoubtful(doc: Stored, seen: Observation): boolean {
	return doc.envelope.ended !== "" || doc.envelope.oldMarks.includes(seen.mark);
}

/** An org that a project named and no list showed yet: whatever a list says of it is news. */
function isNameOnly({ envelope, ...doc }: Stored): boolean {
	return Reflect.get(doc, "reach") === "reference" && envelope.seen === 1;
}

/** The user edited while the list was under way: merged again, unless knowledge moved too. */
async function observeAgain(
	work: Work,
	{ name, doc, fence }: { name: CollectionName; doc: Stored; fence: number },
	seen: Observation,
): Promise<void> {
	const { id } = doc;
	await changeDocument(work, { name, id }, (now) =>
		work.mirror.movedSince(name, id, fence) || hasEnded(doc, now)
			? undefined
			: observe(now, seen, work.context(name)),
	);
}

/** It went meanwhile, with its org perhaps, which is no news of it: what was asked before does not bring it back. */
export function hasEnded(before: Stored, now: Stored): boolean {
	return before.envelope.ended === "" && now.envelope.ended !== "";
}

/** Single reads are taken as fresh. */
async function confirm(
	work: Work,
	name: CollectionName,
	{ doc, seen: row }: { readonly doc: Stored; readonly seen: Observation },
): Promise<void> {
	const fence = work.mirror.moment();
	const answer = await resourceOf(work, name).get(doc);
	if (!answer.ok) return;
	const fresh = isSameMember(name, row, answer.value) ? row : answer.value;
	await observeAgain(work, { name, doc, fence }, fresh);
}

/** Only a row says whether a person is external: a single read cannot, and must not overrule it. */
function isSameMember(
	name: CollectionName,
	row: Observation,
	read: Observation,
): boolean {
	return name === "members" && read.rest.role === row.rest.role;
}
