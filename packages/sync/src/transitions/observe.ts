import {
	type CollectionName,
	createIssue,
	differingFields,
	type Fields,
	isDeleted,
	type Late,
	type Merged,
	type MergePolicies,
	merge,
	pickFields,
	type Stored,
	sameFields,
	seal,
	valuesOf,
	withIssue,
	writableFields,
} from "@engine-offline/core/replicate";
import { endedWhenIdle } from "./idle.js";
import { isKnown, withKnowledge, withValues } from "./knowledge.js";
import type { Observation } from "./observation.js";
import { basesOfShown, isShown } from "./shown.js";

/** What every transition is given beside document and observation. */
export interface TransitionContext {
	/** The collection of the document. */
	readonly name: CollectionName;
	/** Wall clock in ms, for issues. */
	readonly at: number;
	readonly policies: MergePolicies;
}

/**
 * What the Engine shows, brought into a document that has no request under way: a row of a list or a single read.
 * Undefined when there is nothing new in it.
 */
export function observe(
	doc: Stored,
	seen: Observation,
	context: TransitionContext,
): Stored | undefined {
	const { name } = context;
	const { envelope } = doc;
	if (envelope.sent !== null) return undefined;
	if (isDeleted(doc) && envelope.base === null) return revive(name, doc, seen);
	const base = envelope.base ?? valuesOf(name, doc);
	if (isKnown(doc, seen, base)) return undefined;
	const came = lateArrival(name, { doc, seen, base });
	return observeWithBase(
		came === undefined
			? { doc, seen, base }
			: { doc: withoutLate(doc, came.late), seen, base: came.base },
		context,
	);
}

export interface ObserveInput {
	readonly doc: Stored;
	readonly seen: Observation;
	/** What the user's values were made from, field by field. */
	readonly base: Fields;
}

/** The merge of a document with what the Engine shows, on a base that the caller has settled. */
export function observeWithBase(
	{ doc, seen, base }: ObserveInput,
	context: TransitionContext,
): Stored {
	const { name } = context;
	if (isDeleted(doc)) return observeDeleted({ doc, seen, base }, context);
	const wasTakenBack = sameFields(
		writableFields[name],
		valuesOf(name, doc),
		base,
	);
	const merged = merge({
		names: writableFields[name],
		base,
		mine: wishes(name, { doc, seen, base }),
		theirs: seen.fields,
		policies: context.policies[name] ?? {},
	});
	const known = withKnowledge(withValues(doc, merged.values), seen);
	const issues = contestedIssues({ doc, seen, base }, merged, context);
	const next = {
		...known,
		envelope: {
			...known.envelope,
			base: pickFields(writableFields[name], seen.fields),
			issues,
		},
	};
	return seal(name, settledWhenNothingWaits(name, next, wasTakenBack));
}

/**
 * What the user wants, field by field. A value whose edit has its outcome waits only to mend what a late request of
 * ours did to it: where somebody else has written over that by now, there is nothing left to mend.
 */
function wishes(
	name: CollectionName,
	{ doc, seen, base }: ObserveInput,
): Fields {
	const { touched, settled } = doc.envelope;
	const mine = valuesOf(name, doc);
	return Object.fromEntries(
		writableFields[name].map((field) => {
			const isMended =
				(touched[field] ?? 0) <= settled && seen.fields[field] !== base[field];
			return [field, (isMended ? base : mine)[field] ?? ""];
		}),
	);
}

/**
 * A request given up unanswered may still have taken place: a row that shows all that the user had changed in it is
 * ours there, not somebody's, so newer values of the user go on top of it instead of being contested. Somebody may have
 * written other fields before or since, of which it carried what we knew then, and with them, as every update replaces
 * all, what they saw of ours. It takes place once: the next row that shows the same is somebody's.
 */
function lateArrival(
	name: CollectionName,
	{ doc, seen, base }: ObserveInput,
): { readonly late: Late; readonly base: Fields } | undefined {
	const asSeen = (sent: Fields) => ({ sent, seen: seen.fields, base });
	for (const late of doc.envelope.late) {
		if (late.kind !== "update") continue;
		const { values, touched } = late;
		const changed = differingFields(writableFields[name], values, base);
		const chosen = changed.filter((field) => touched.includes(field));
		const signs = chosen.length > 0 ? chosen : changed;
		const isThere = (field: string) => isShown(field, asSeen(values));
		if (signs.length === 0 || !signs.every(isThere)) continue;
		const mine = valuesOf(name, doc);
		const shown = basesOfShown(changed.filter(isThere), mine, asSeen(values));
		return { late, base: { ...base, ...shown } };
	}
	return undefined;
}

function withoutLate(doc: Stored, { attempt }: Late): Stored {
	const late = doc.envelope.late.filter((other) => other.attempt !== attempt);
	return { ...doc, envelope: { ...doc.envelope, late } };
}

function contestedIssues(
	{ doc, seen, base }: ObserveInput,
	merged: Merged,
	context: TransitionContext,
) {
	const mine = valuesOf(context.name, doc);
	return merged.contested.reduce(
		(issues, field) =>
			withIssue(
				issues,
				createIssue({
					kind: "contested",
					change: "update",
					edit: doc.envelope.made,
					at: context.at,
					field,
					message: `"${field}" was changed here and on the Engine.`,
					suggestion: "Choose which value stays.",
					base: pickFields([field], base),
					mine: pickFields([field], mine),
					theirs: pickFields([field], seen.fields),
				}),
			),
		[...doc.envelope.issues],
	);
}

/** Somebody changed what is being deleted here: the delete goes on, and the issue keeps what they wrote. */
function observeDeleted(
	{ doc, seen, base }: ObserveInput,
	context: TransitionContext,
): Stored {
	const { name } = context;
	const known = withKnowledge(doc, seen);
	const fields = pickFields(writableFields[name], seen.fields);
	const changed = differingFields(writableFields[name], base, fields);
	const issues =
		changed.length === 0
			? doc.envelope.issues
			: withIssue(
					doc.envelope.issues,
					createIssue({
						kind: "contested",
						change: "delete",
						edit: doc.envelope.made,
						at: context.at,
						message: "It was changed on the Engine while it was deleted here.",
						suggestion: "The delete goes on; their values are kept here.",
						base: pickFields(changed, base),
						theirs: pickFields(changed, fields),
					}),
				);
	return seal(name, {
		...known,
		envelope: { ...known.envelope, base: fields, issues: [...issues] },
	});
}

/** Vanished, or removed and added again: the Engine shows it, so it lives. What we deleted for good never does. */
function revive(
	name: CollectionName,
	doc: Stored,
	seen: Observation,
): Stored | undefined {
	const { ended } = doc.envelope;
	const mayLive =
		name === "members" || name === "users" || ended === "vanished";
	if (!mayLive) return undefined;
	const living = withKnowledge(withValues(doc, seen.fields), seen);
	return seal(name, {
		...living,
		_deleted: false,
		envelope: { ...living.envelope, ended: "", base: null },
	});
}

/**
 * Both sides say the same now, so the edits are settled: merged where a field was contested, cancelled where the user
 * had gone back to what was there before.
 */
function settledWhenNothingWaits(
	name: CollectionName,
	doc: Stored,
	wasTakenBack: boolean,
): Stored {
	const ending =
		mergedEnding(doc) ??
		(wasTakenBack ? ({ kind: "cancelled" } as const) : undefined);
	return endedWhenIdle(name, doc, ending);
}

/** How edits end that reached the Engine: merged if one of them was contested on the way. */
export function mergedEnding(
	doc: Stored,
): { kind: "merged"; issue: string } | undefined {
	const { issues, settled } = doc.envelope;
	const contested = issues.find(
		({ kind, edit }) => kind === "contested" && edit > settled,
	);
	return contested && { kind: "merged", issue: contested.id };
}
