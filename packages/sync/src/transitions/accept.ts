import {
	type CollectionName,
	createIssue,
	type Ending,
	type Fields,
	foldText,
	isDeleted,
	pickFields,
	type Sent,
	type Stored,
	sameFields,
	seal,
	settleEdits,
	valuesOf,
	withIssue,
	writableFields,
} from "@engine-offline/core/replicate";
import { cancelledWhenIdle, endedWhenIdle } from "./idle.js";
import { withKnowledge, withValues } from "./knowledge.js";
import type { Observation } from "./observation.js";
import { mergedEnding, type TransitionContext } from "./observe.js";

/**
 * The Engine's answer to a create or an update, merged on (sent, local, answer): what was sent is the base, so what
 * was typed meanwhile stays and is sent next; the answer is the new base even where the Engine changed a value.
 */
export function accepted(
	doc: Stored,
	answer: Observation,
	context: TransitionContext,
): Stored {
	const { name } = context;
	const { sent } = doc.envelope;
	if (sent === null) return doc;
	const names = writableFields[name];
	const ignored = ignoredFields(name, doc, answer.fields);
	const local = valuesOf(name, doc);
	const values = Object.fromEntries(
		names.map((field) => {
			const untouched = (local[field] ?? "") === (sent.values[field] ?? "");
			return [field, (untouched ? answer.fields : local)[field] ?? ""];
		}),
	);
	const living = isDeleted(doc) ? doc : withValues(doc, values);
	const known = withKnowledge(living, answer);
	const issues =
		ignored.length === 0
			? doc.envelope.issues
			: withIssue(
					doc.envelope.issues,
					ignoredIssue({ sent, answer, fields: ignored }, context),
				);
	const ending =
		ignored.length > 0 ? ignoredEnding(sent) : endingOf(name, doc, answer);
	const settled = settleEdits(known.envelope, sent.covers, ending);
	const next = {
		...known,
		envelope: {
			...settled,
			base: pickFields(names, answer.fields),
			sent: null,
			parked: null,
			issues: [...issues],
		},
	};
	return seal(name, endedWhenIdle(name, next));
}

/** Fields that we changed, and whose old value came back as if nothing had been sent; spaces and case do not count. */
function ignoredFields(
	name: CollectionName,
	doc: Stored,
	answer: Fields,
): string[] {
	const { sent, base } = doc.envelope;
	if (sent?.kind !== "update" || base === null) return [];
	return writableFields[name].filter((field) => {
		const was = base[field] ?? "";
		const asked = sent.values[field] ?? "";
		const got = answer[field] ?? "";
		return asked !== was && got === was && foldText(asked) !== foldText(got);
	});
}

function ignoredIssue(
	given: { sent: Sent; answer: Observation; fields: string[] },
	context: TransitionContext,
) {
	const { sent, answer, fields } = given;
	return createIssue({
		kind: "ignored",
		change: "update",
		edit: sent.covers,
		at: context.at,
		reason: "IGNORED_BY_ENGINE",
		message: `The Engine took the change and kept its own ${fields.join(" and ")}.`,
		suggestion: "Try again, or leave it as the Engine has it.",
		base: pickFields(fields, answer.fields),
		mine: pickFields(fields, sent.values),
		theirs: pickFields(fields, answer.fields),
	});
}

function ignoredEnding(sent: Sent): Ending {
	return {
		kind: "refused",
		issue: `ignored:update::${sent.covers}`,
		reason: "IGNORED_BY_ENGINE",
	};
}

function endingOf(
	name: CollectionName,
	doc: Stored,
	answer: Observation,
): Ending | undefined {
	const merged = mergedEnding(doc);
	if (merged !== undefined) return merged;
	const sent = doc.envelope.sent?.values ?? {};
	return sameFields(writableFields[name], sent, answer.fields)
		? undefined
		: { kind: "accepted-with-changes" };
}

/** The delete was acknowledged, or there was nothing in sight to delete: what was wanted is done. */
export function deleteAccepted(
	name: CollectionName,
	doc: Stored,
	ended: "deleted" | "vanished" = "deleted",
): Stored {
	const { envelope } = doc;
	return seal(name, {
		...doc,
		_deleted: true,
		envelope: {
			...settleEdits(envelope, envelope.made),
			seen: envelope.seen + 1,
			base: null,
			sent: null,
			parked: null,
			late: [],
			ended,
			// What somebody wrote into it meanwhile stays readable; the rest is moot.
			issues: envelope.issues.filter(({ change }) => change === "delete"),
		},
	});
}

/** A member create whose account exists by now: the second step may follow. */
export function accountKnown(
	name: CollectionName,
	doc: Stored,
	userId: string,
): Stored {
	const invite: unknown = Reflect.get(doc, "invite");
	if (typeof invite !== "object" || invite === null) return doc;
	const { envelope } = doc;
	const next = {
		...withValues(doc, { invite: { ...invite, userId } }),
		envelope: { ...envelope, seen: envelope.seen + 1, sent: null },
	};
	// The invite may have been taken back meanwhile.
	return seal(name, cancelledWhenIdle(name, next));
}
