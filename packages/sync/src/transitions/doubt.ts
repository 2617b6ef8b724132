import {
	differingFields,
	type Fields,
	type Stored,
	seal,
	settleEdits,
	writableFields,
} from "@engine-offline/core/replicate";
import { givenUp } from "./claim.js";
import type { Observation } from "./observation.js";
import {
	mergedEnding,
	observeWithBase,
	type TransitionContext,
} from "./observe.js";

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
	const shown = asked.filter(
		(field) => (seen.fields[field] ?? "") === (sent.values[field] ?? ""),
	);
	const tookPlace = shown.length === asked.length;
	const free = tookPlace ? settledAsSent(doc) : givenUp(name, doc);
	const fieldBase: Fields = {
		...base,
		...Object.fromEntries(
			shown.map((field) => [field, sent.values[field] ?? ""]),
		),
	};
	return observeWithBase({ doc: free, seen, base: fieldBase }, context);
}

function settledAsSent(doc: Stored): Stored {
	const { envelope } = doc;
	const covers = envelope.sent?.covers ?? envelope.settled;
	return {
		...doc,
		envelope: {
			...settleEdits(envelope, covers, mergedEnding(doc)),
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
