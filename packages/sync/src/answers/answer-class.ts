import type { StatusFailure } from "../engine.js";

/** What was asked, as far as the meaning of a failure depends on it. */
export interface AnswerContext {
	readonly request: RequestKind;
	readonly collection: "orgs" | "projects" | "users" | "members";
	/** An earlier attempt of the same change may have taken place. */
	readonly earlierInDoubt: boolean;
	/** The org that it concerns is known to be view-only. */
	readonly viewOnly: boolean;
}

export type RequestKind = "read" | "create" | "update" | "delete";

/** What a failure means for the change, or the read, that met it. */
export type AnswerClass =
	/** Nothing was sent: try again, no attempt counted. */
	| { readonly kind: "unsent"; readonly retryAfterMs: number | undefined }
	/** Nothing happened on the Engine: back off, then the same again. */
	| Waiting<"transient">
	/** A write that may have taken place: in doubt, probe before anything else. */
	| Waiting<"ambiguous">
	/** Wait for the session; costs no attempt. */
	| { readonly kind: "unauthenticated" }
	/** The Engine will not do it: roll back and keep an issue. */
	| { readonly kind: "refused"; readonly code: StatusFailure["code"] }
	/** Fetch the target (or the parent of a create) and the role once, then decide. */
	| { readonly kind: "recheck-role" }
	/** An earlier attempt, of which nothing was heard, made it. */
	| { readonly kind: "adopt" }
	/** Keep the change and show it as waiting for the org to be writable again. */
	| { readonly kind: "parked"; readonly why: "precondition" }
	/** Three backoffs, then park as quota. */
	| { readonly kind: "quota" }
	/** What was to be deleted is gone already. */
	| { readonly kind: "done" }
	/** The target does not exist for this account; for a read also: may not be seen. */
	| { readonly kind: "gone" }
	/** The parent of a create does not exist for this account. */
	| { readonly kind: "parent-gone" };

interface Waiting<Kind> {
	readonly kind: Kind;
	readonly retryAfterMs: number | undefined;
	/** Concerns everything that goes to this Engine, not this scope or document alone. */
	readonly wide: boolean;
	/** The Engine itself failed (5xx): after eight of them in a row a change is parked as "Engine failing". */
	readonly engineFailed: boolean;
}
