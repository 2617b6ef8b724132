import { isDeleted, seal, valuesOf } from "./change.js";
import type { CollectionName, Stored } from "./documents.js";
import { type Fields, pickFields } from "./fields.js";
import { createIssue, type DocumentIssue, withIssue } from "./issue.js";
import { settleEdits } from "./outcome.js";

/** Gone, or no longer visible: the Engine's data goes, and edits that were not sent stay as an issue. */
export function vanished(
	name: CollectionName,
	doc: Stored,
	at: number,
): Stored {
	const { envelope } = doc;
	// Two lists may find an org gone at once: the second must not take the tombstone of the first for a delete of ours.
	if (envelope.ended !== "") return doc;
	const wasDelete = isDeleted(doc);
	const isLost = envelope.made > envelope.settled && !wasDelete;
	const issue = createIssue({
		kind: "gone",
		change: envelope.remoteId === "" ? "create" : "update",
		edit: envelope.made,
		at,
		code: "NOT_FOUND",
		message: "It is gone on the Engine, or you may not see it any more.",
		suggestion: "Make it anew from your values, or discard them.",
		base: envelope.base,
		mine: wantedValues(name, doc),
	});
	const ending = isLost ? refusedWith(issue) : undefined;
	return seal(name, {
		...doc,
		_deleted: true,
		envelope: {
			...settleEdits(envelope, envelope.made, ending),
			seen: envelope.seen + 1,
			base: null,
			sent: null,
			parked: null,
			late: [],
			hiddenBy: "",
			ended: "vanished",
			issues: isLost ? withIssue(envelope.issues, issue) : envelope.issues,
		},
	});
}

/** A member has no writable fields: what was wanted is who and in which role. */
export function wantedValues(name: CollectionName, doc: Stored): Fields {
	if (name !== "members") return valuesOf(name, doc);
	const invite: unknown = Reflect.get(doc, "invite");
	const fields: Record<string, unknown> = { ...doc };
	const person: Record<string, unknown> =
		typeof invite === "object" && invite !== null ? { ...invite } : {};
	return {
		...pickFields(["role"], fields),
		...pickFields(["email", "name"], person),
	};
}

/** How edits end that the issue tells of. */
export function refusedWith(issue: DocumentIssue) {
	const { code, reason, message } = issue;
	return { kind: "refused", issue: issue.id, code, reason, message } as const;
}
