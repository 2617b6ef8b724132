import type { CollectionName, Stored } from "./documents.js";
import { writableFields } from "./documents.js";
import type { DocumentState } from "./envelope.js";
import { differingFields, type Fields, pickFields } from "./fields.js";

/** What a document asks of the Engine, derived from what is stored and never stored itself. */
export type Change =
	| { readonly kind: "none" }
	| { readonly kind: "create" }
	| { readonly kind: "update"; readonly fields: readonly string[] }
	| { readonly kind: "delete" };

/** The writable values of a document. */
export function valuesOf(name: CollectionName, doc: Stored): Fields {
	return pickFields(writableFields[name], { ...doc });
}

/** Deleted by a person or by the Engine; what a deleted org merely hides is not. */
export function isDeleted(doc: Stored): boolean {
	return doc._deleted && doc.envelope.hiddenBy === "";
}

/** The change that waits in a document, whether or not it may be sent now. */
export function changeOf(name: CollectionName, doc: Stored): Change {
	const { remoteId, base } = doc.envelope;
	if (isDeleted(doc)) {
		return remoteId !== "" && base !== null
			? { kind: "delete" }
			: { kind: "none" };
	}
	if (remoteId === "") return { kind: "create" };
	if (base === null) return { kind: "none" };
	const fields = differingFields(
		writableFields[name],
		valuesOf(name, doc),
		base,
	);
	return fields.length === 0 ? { kind: "none" } : { kind: "update", fields };
}

/** The one function that says what state a document is in. */
export function stateOf(name: CollectionName, doc: Stored): DocumentState {
	const { sent, parked, issues } = doc.envelope;
	if (sent !== null) return sent.inDoubt ? "in-doubt" : "sending";
	if (changeOf(name, doc).kind !== "none")
		return parked === null ? "pending" : "parked";
	return issues.some(isRefusal) ? "refused" : "synced";
}

const isRefusal = (issue: { readonly kind: string }) =>
	issue.kind === "refused" || issue.kind === "gone" || issue.kind === "ignored";

/**
 * The document with everything that follows from the rest filled in: `base` goes when nothing differs from it,
 * `state` and `open` are computed. Every function that changes an envelope ends here.
 */
export function seal<Document extends Stored>(
	name: CollectionName,
	doc: Document,
): Document {
	const lean = withoutIdleBase(name, doc);
	const { envelope } = lean;
	const state = stateOf(name, lean);
	const idle = envelope.made === envelope.settled;
	const open =
		state !== "synced" ||
		!idle ||
		envelope.issues.length > 0 ||
		envelope.late.length > 0 ||
		envelope.hiddenBy !== "";
	return {
		...lean,
		envelope: {
			...envelope,
			state,
			open: open ? 1 : 0,
			touched: idle ? {} : envelope.touched,
			since: idle ? 0 : envelope.since,
		},
	};
}

function withoutIdleBase<Document extends Stored>(
	name: CollectionName,
	doc: Document,
): Document {
	const { base, sent } = doc.envelope;
	if (base === null || sent !== null || changeOf(name, doc).kind !== "none")
		return doc;
	return { ...doc, envelope: { ...doc.envelope, base: null } };
}
