import {
	differingFields,
	type Fields,
	type Stored,
	sameFields,
	seal,
	settleEdits,
	valuesOf,
	writableFields,
} from "@engine-offline/core/replicate";
import { givenUp } from "./claim.js";
import type { Observation } from "./observation.js";
import {
	mergedEnding,
	observeWithBase,
	type TransitionContext,
} from "./observe.js";
import { basesOfShown, isShown } from "./shown.js";

/**
 * An update without an answer, after the Engine was asked what it shows. A field's base is what was sent if the
 * Engine shows that, else what it showed before. All of it shown: it took place, and its edits are settled. Else it
 * is given up, kept as a late arrival, and what still differs goes out as a new attempt.
 */
export function updateResolved(
	doc: Stored,
	seen: Observation,
	context: TransitionContext,
): Stored {
	const { name } = context;
	const { sent, base } = doc.envelope;
	if (sent === null) return doc;
	const asked = differingFields(writableFields[name], sent.values, base ?? {});
	const both = { sent: sent.values, seen: seen.fields, base: base ?? {} };
	const shown = asked.filter((field) => isShown(field, both));
	const tookPlace = shown.length === asked.length;
	const asSent = sameFields(asked, sent.values, seen.fields);
	const free = tookPlace ? settledAsShown(doc, asSent) : givenUp(name, doc);
	const fieldBase: Fields = {
		...base,
		...basesOfShown(shown, valuesOf(name, doc), both),
	};
	return observeWithBase({ doc: free, seen, base: fieldBase }, context);
}

function settledAsShown(doc: Stored, asSent: boolean): Stored {
	const { envelope } = doc;
	const covers = envelope.sent?.covers ?? envelope.settled;
	const changed = { kind: "accepted-with-changes" } as const;
	const ending = mergedEnding(doc) ?? (asSent ? undefined : changed);
	return {
		...doc,
		envelope: {
			...settleEdits(envelope, covers, ending),
			sent: null,
		},
	};
}

/** A delete without an answer, and the Engine still shows the thing: it waits again. */
export function deleteResolved(
	doc: Stored,
	seen: Observation,
	context: TransitionContext,
): Stored {
	const { name } = context;
	const free = givenUp(name, doc);
	const base = free.envelope.base ?? {};
	return seal(name, observeWithBase({ doc: free, seen, base }, context));
}
