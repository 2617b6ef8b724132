import {
	pickFields,
	type Stored,
	seal,
	settleEdits,
	writableFields,
} from "@engine-offline/core/replicate";
import { withKnowledge } from "./knowledge.js";
import type { Observation } from "./observation.js";
import type { TransitionContext } from "./observe.js";

/**
 * A create that was never sent, and the Engine shows the thing already (a person who was invited here and added
 * elsewhere): the document stands for it from now on.
 */
export function adopted(
	doc: Stored,
	seen: Observation,
	{ name }: TransitionContext,
): Stored {
	const sameRole = Reflect.get(doc, "role") === Reflect.get(seen.rest, "role");
	const known = withKnowledge(doc, seen);
	return seal(name, {
		...known,
		envelope: {
			...settleEdits(
				known.envelope,
				known.envelope.made,
				sameRole ? undefined : { kind: "accepted-with-changes" },
			),
			base: doc._deleted ? pickFields(writableFields[name], seen.fields) : null,
			parked: null,
		},
	});
}
