import {
	createIssue,
	type Late,
	pickFields,
	type Stored,
	seal,
	valuesOf,
	withIssue,
	writableFields,
} from "@engine-offline/core/replicate";
import { givenUp } from "./claim.js";
import type { TransitionContext } from "./observe.js";

/** The document stands for one of several things that could all be it; the issue names the others. */
export function withDuplicateNamed(
	doc: Stored,
	candidates: readonly string[],
	context: TransitionContext,
): Stored {
	return withDuplicateIssue(doc, candidates, {
		...context,
		message: "It may exist twice on the Engine.",
		suggestion: "Look at both, and delete the one that is too many.",
	});
}

/** A create that may have taken place and been changed since: it waits for a person, and is not sent. */
export function askedForDuplicate(
	doc: Stored,
	candidates: readonly string[],
	context: TransitionContext,
): Stored {
	const message = "Something on the Engine may be this already.";
	const suggestion =
		"Look at it: keep yours to make it anyway, or theirs to drop yours.";
	const asked = withDuplicateIssue(givenUp(context.name, doc), candidates, {
		...context,
		message,
		suggestion,
	});
	return seal(context.name, {
		...asked,
		envelope: {
			...asked.envelope,
			parked: {
				reason: "possible-duplicate",
				code: "",
				message,
				suggestion,
				at: context.at,
			},
		},
	});
}

function withDuplicateIssue(
	doc: Stored,
	candidates: readonly string[],
	context: TransitionContext & { message: string; suggestion: string },
): Stored {
	const { name, at, message, suggestion } = context;
	const issue = createIssue({
		kind: "possible-duplicate",
		change: "create",
		edit: doc.envelope.made,
		at,
		message,
		suggestion,
		mine: pickFields(writableFields[name], valuesOf(name, doc)),
		candidates: [...candidates],
	});
	return seal(name, {
		...doc,
		envelope: {
			...doc.envelope,
			seen: doc.envelope.seen + 1,
			issues: withIssue(doc.envelope.issues, issue),
		},
	});
}

/** The document as if the attempt that came late were still the one under way, so that its answer can be taken. */
export function resentAsLate(doc: Stored, late: Late): Stored {
	const { envelope } = doc;
	return {
		...doc,
		envelope: {
			...envelope,
			late: envelope.late.filter(({ attempt }) => attempt !== late.attempt),
			sent: {
				...late,
				touched: envelope.touched,
				inDoubt: true,
				step: "",
			},
		},
	};
}
