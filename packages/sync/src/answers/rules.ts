import type { LostFailure, StatusCode } from "../engine.js";
import type { RequestKind } from "./answer-class.js";

/** A row's word for what an answer means; `classify` turns it into an `AnswerClass`. */
export type Rule =
	| "ambiguous"
	| "transient"
	| "unauthenticated"
	| "refused"
	| "recheck-role"
	| "exists"
	| "precondition"
	| "exhausted"
	| "done"
	| "gone"
	| "parent-gone";

export type Rules = Readonly<Record<RequestKind, Rule>>;

const always = (rule: Rule): Rules => ({
	read: rule,
	create: rule,
	update: rule,
	delete: rule,
});

const writes = (rule: Rule, read: Rule): Rules => ({ ...always(rule), read });

/** The Engine failed, or something before it did: a write may have taken place. */
const inDoubt = writes("ambiguous", "transient");

/** What each Status means. A 5xx is in doubt on a write whatever its code: `classify` sees to that. */
export const rulesByCode: Readonly<Record<StatusCode, Rules>> = {
	OK: inDoubt,
	CANCELLED: inDoubt,
	UNKNOWN: inDoubt,
	INVALID_ARGUMENT: always("refused"),
	DEADLINE_EXCEEDED: inDoubt,
	NOT_FOUND: {
		read: "gone",
		create: "parent-gone",
		update: "gone",
		delete: "done",
	},
	ALREADY_EXISTS: writes("exists", "refused"),
	PERMISSION_DENIED: writes("recheck-role", "gone"),
	RESOURCE_EXHAUSTED: writes("exhausted", "transient"),
	FAILED_PRECONDITION: writes("precondition", "refused"),
	ABORTED: always("transient"),
	OUT_OF_RANGE: always("refused"),
	UNIMPLEMENTED: inDoubt,
	INTERNAL: inDoubt,
	UNAVAILABLE: inDoubt,
	DATA_LOSS: inDoubt,
	UNAUTHENTICATED: always("unauthenticated"),
};

/** Without a readable answer a write is in doubt and a read is tried again; the flag: it concerns the whole origin. */
export const wideByLoss: Readonly<Record<LostFailure["why"], boolean>> = {
	network: true,
	redirect: true,
	"not-json": true,
	timeout: false,
	aborted: false,
	unreadable: false,
	"too-large": false,
};

export const rulesWhenLost = inDoubt;

/** Too large to be taken, whoever says so. */
export const rulesWhenPayloadTooLarge = writes("refused", "transient");
