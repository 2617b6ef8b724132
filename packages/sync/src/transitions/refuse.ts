import {
	type CollectionName,
	createIssue,
	type DocumentIssue,
	differingFields,
	foldEmail,
	isDeleted,
	type Parked,
	pickFields,
	refusedWith,
	type Sent,
	type Stored,
	seal,
	settleEdits,
	valuesOf,
	wantedValues,
	withIssue,
	writableFields,
} from "@engine-offline/core/replicate";
import { cancelledWhenIdle } from "./idle.js";
import { withValues } from "./knowledge.js";

/** Why the Engine, or we for it, said no. */
export interface Refusal {
	readonly code: string;
	readonly reason: string;
	readonly message: string;
	readonly suggestion: string;
	/** Wall clock in ms. */
	readonly at: number;
}

/** The document goes back to what the Engine has; the change stays, with values and reason, as an issue. */
export function refused(
	name: CollectionName,
	doc: Stored,
	refusal: Refusal,
): Stored {
	switch (doc.envelope.sent?.kind ?? "create") {
		case "create":
			return createRefused(name, doc, refusal);
		case "update":
			return updateRefused(name, doc, refusal);
		case "delete":
			return deleteRefused(name, doc, refusal);
	}
}

function createRefused(
	name: CollectionName,
	doc: Stored,
	refusal: Refusal,
): Stored {
	const { envelope } = doc;
	const issue = refusalIssue("create", refusal, {
		edit: envelope.made,
		mine: wantedValues(name, doc),
	});
	// Deleted here meanwhile: nobody wants it any more, so there is nothing to look at.
	const unwanted = isDeleted(doc);
	return seal(name, {
		...doc,
		_deleted: true,
		envelope: {
			...settleEdits(
				envelope,
				envelope.made,
				unwanted ? { kind: "cancelled" } : refusedWith(issue),
			),
			seen: envelope.seen + 1,
			sent: null,
			parked: null,
			base: null,
			hiddenBy: "",
			issues: unwanted ? [] : withIssue(envelope.issues, issue),
		},
	});
}

/** (sent, local, base): a field that still shows what was sent goes back, what was typed since stays and waits. */
function updateRefused(
	name: CollectionName,
	doc: Stored,
	refusal: Refusal,
): Stored {
	const { envelope } = doc;
	const { sent, base } = envelope;
	if (sent === null || base === null) return doc;
	const names = writableFields[name];
	const local = valuesOf(name, doc);
	const asked = differingFields(names, sent.values, base);
	const back = asked.filter(
		(field) => (local[field] ?? "") === (sent.values[field] ?? ""),
	);
	const issue = refusalIssue("update", refusal, {
		edit: sent.covers,
		base: pickFields(asked, base),
		mine: pickFields(asked, sent.values),
		theirs: pickFields(asked, base),
	});
	const next = {
		...withValues(doc, pickFields(back, base)),
		envelope: {
			...settleEdits(envelope, sent.covers, refusedWith(issue)),
			seen: envelope.seen + 1,
			sent: null,
			parked: null,
			issues: withIssue(envelope.issues, issue),
		},
	};
	return seal(name, cancelledWhenIdle(name, next));
}

function deleteRefused(
	name: CollectionName,
	doc: Stored,
	refusal: Refusal,
): Stored {
	const { envelope } = doc;
	const issue = refusalIssue("delete", refusal, {
		edit: envelope.made,
		base: envelope.base,
	});
	return seal(name, {
		...withValues(doc, envelope.base ?? {}),
		_deleted: false,
		envelope: {
			...settleEdits(envelope, envelope.made, refusedWith(issue)),
			seen: envelope.seen + 1,
			base: null,
			sent: null,
			parked: null,
			issues: withIssue(envelope.issues, issue),
		},
	});
}

function refusalIssue(
	change: Sent["kind"],
	refusal: Refusal,
	about: Pick<DocumentIssue, "edit"> &
		Partial<Pick<DocumentIssue, "base" | "mine" | "theirs">>,
): DocumentIssue {
	return createIssue({ kind: "refused", change, ...refusal, ...about });
}

/** The change waits for something other than the network. */
export function parked(name: CollectionName, doc: Stored, why: Parked): Stored {
	const { envelope } = doc;
	const next = {
		...doc,
		envelope: {
			...envelope,
			seen: envelope.seen + 1,
			sent: null,
			parked: { ...why },
		},
	};
	return seal(name, cancelledWhenIdle(name, next));
}

/** What went out of sight by mistake is there again, as it was; undefined where it did not. */
export function returned(
	name: CollectionName,
	doc: Stored,
): Stored | undefined {
	const { envelope } = doc;
	if (!doc._deleted || envelope.ended !== "vanished") return undefined;
	return seal(name, {
		...doc,
		_deleted: false,
		envelope: { ...envelope, seen: envelope.seen + 1, ended: "" },
	});
}

/** Whether an address is the person that an invite names. */
export function isInvited(doc: Stored, email: string): boolean {
	const invite: unknown = Reflect.get(doc, "invite");
	if (typeof invite !== "object" || invite === null) return false;
	const address: unknown = Reflect.get(invite, "email");
	return typeof address === "string" && foldEmail(address) === foldEmail(email);
}
