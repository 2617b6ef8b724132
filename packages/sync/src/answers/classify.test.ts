import { describe, expect, test } from "vitest";
import {
	type Failure,
	type LostFailure,
	type StatusCode,
	statusCodes,
	type UnsentFailure,
} from "../engine.js";
import type {
	AnswerClass,
	AnswerContext,
	RequestKind,
} from "./answer-class.js";
import { classify } from "./classify.js";

const requests: readonly RequestKind[] = ["read", "create", "update", "delete"];
const collections = ["orgs", "projects", "users", "members"] as const;
const retryAfters = [undefined, 7_000] as const;
const truths = [false, true] as const;

const contexts: readonly AnswerContext[] = requests.flatMap((request) =>
	collections.flatMap((collection) =>
		truths.flatMap((earlierInDoubt) =>
			truths.map((viewOnly) => ({
				request,
				collection,
				earlierInDoubt,
				viewOnly,
			})),
		),
	),
);

const httpByCode: Record<StatusCode, number> = {
	OK: 200,
	CANCELLED: 499,
	UNKNOWN: 500,
	INVALID_ARGUMENT: 400,
	DEADLINE_EXCEEDED: 504,
	NOT_FOUND: 404,
	ALREADY_EXISTS: 409,
	PERMISSION_DENIED: 403,
	RESOURCE_EXHAUSTED: 429,
	FAILED_PRECONDITION: 400,
	ABORTED: 409,
	OUT_OF_RANGE: 400,
	UNIMPLEMENTED: 501,
	INTERNAL: 500,
	UNAVAILABLE: 503,
	DATA_LOSS: 500,
	UNAUTHENTICATED: 401,
};

interface Extras {
	readonly httpStatus?: number;
	readonly retryAfterMs?: number | undefined;
	readonly message?: string;
}

function status(code: StatusCode, extras: Extras = {}): Failure {
	return {
		kind: "status",
		code,
		httpStatus: httpByCode[code],
		reason: "",
		message: "",
		suggestion: "",
		retryAfterMs: undefined,
		...extras,
	};
}

function lost(why: LostFailure["why"], extras: Extras = {}): Failure {
	return {
		kind: "lost",
		why,
		httpStatus: 0,
		message: "",
		retryAfterMs: undefined,
		...extras,
	};
}

/** Read, create, update, delete: what design and contract say, written out by hand. */
type Row = readonly [string, string, string, string];
const doubt: Row = ["transient", "ambiguous", "ambiguous", "ambiguous"];
const all = (kind: string): Row => [kind, kind, kind, kind];

const kindsByCode: Record<StatusCode, Row> = {
	OK: doubt,
	CANCELLED: doubt,
	UNKNOWN: doubt,
	INVALID_ARGUMENT: all("refused"),
	DEADLINE_EXCEEDED: doubt,
	NOT_FOUND: ["gone", "parent-gone", "gone", "done"],
	ALREADY_EXISTS: ["refused", "adopt?", "refused", "refused"],
	PERMISSION_DENIED: ["gone", "recheck-role", "recheck-role", "recheck-role"],
	RESOURCE_EXHAUSTED: ["transient", "quota?", "quota?", "quota?"],
	FAILED_PRECONDITION: ["refused", "parked", "parked", "parked?"],
	ABORTED: all("transient"),
	OUT_OF_RANGE: all("refused"),
	UNIMPLEMENTED: doubt,
	INTERNAL: doubt,
	UNAVAILABLE: doubt,
	DATA_LOSS: doubt,
	UNAUTHENTICATED: all("unauthenticated"),
};

/** The three rows of the table that end in a question, answered by the context. */
function settle(kind: string, context: AnswerContext, retryAfterMs?: number) {
	const { collection, earlierInDoubt, viewOnly } = context;
	if (kind === "adopt?") return earlierInDoubt ? "adopt" : "refused";
	if (kind === "quota?")
		return retryAfterMs === undefined ? "quota" : "transient";
	if (kind === "parked?")
		return viewOnly || collection === "projects" || collection === "users"
			? "parked"
			: "refused";
	return kind;
}

describe.each(statusCodes)("[AN1] %s", (code) => {
	test.each(retryAfters)("with Retry-After %s", (retryAfterMs) => {
		for (const context of contexts) {
			const kind = kindsByCode[code][requests.indexOf(context.request)] ?? "";
			const found = classify(status(code, { retryAfterMs }), context);
			expect([context, found.kind]).toEqual([
				context,
				settle(kind, context, retryAfterMs),
			]);
			if ("wide" in found) expect(found.retryAfterMs).toBe(retryAfterMs);
			if (found.kind === "refused") expect(found.code).toBe(code);
		}
	});
});

const whys: readonly LostFailure["why"][] = [
	"network",
	"timeout",
	"aborted",
	"unreadable",
	"not-json",
	"redirect",
	"too-large",
];

test("[AN2] without a readable answer a write is in doubt and a read is tried again", () => {
	for (const why of whys)
		for (const httpStatus of [0, 200, 404, 502])
			for (const context of contexts) {
				const found = classify(lost(why, { httpStatus }), context);
				const isRead = context.request === "read";
				expect(found.kind).toBe(isRead ? "transient" : "ambiguous");
			}
});

test("[AN3] any 5xx leaves a write in doubt, whatever its code, and counts as the Engine failing", () => {
	for (const code of statusCodes)
		for (const httpStatus of [500, 501, 502, 503, 504])
			for (const context of contexts) {
				const found = classify(status(code, { httpStatus }), context);
				const kind = context.request === "read" ? "transient" : "ambiguous";
				expect(found).toMatchObject({ kind, engineFailed: true });
			}
});

const update: AnswerContext = {
	request: "update",
	collection: "orgs",
	earlierInDoubt: false,
	viewOnly: false,
};
const read: AnswerContext = { ...update, request: "read" };

test.each<[string, Failure, boolean]>([
	["a lost connection", lost("network"), true],
	["a redirect", lost("redirect", { httpStatus: 302 }), true],
	["a page instead of JSON", lost("not-json", { httpStatus: 200 }), true],
	["503 without a Status", lost("not-json", { httpStatus: 503 }), true],
	["UNAVAILABLE", status("UNAVAILABLE"), true],
	["a rate limit", status("RESOURCE_EXHAUSTED", { retryAfterMs: 1 }), true],
	["a timeout", lost("timeout"), false],
	["an answer cut short", lost("unreadable", { httpStatus: 200 }), false],
	["an answer too large", lost("too-large", { httpStatus: 200 }), false],
	["502 without a Status", lost("not-json", { httpStatus: 502 }), false],
	["INTERNAL", status("INTERNAL"), false],
	["ABORTED", status("ABORTED"), false],
])("[AN4] %s concerns the whole origin: %s", (_, failure, wide) => {
	expect(classify(failure, read)).toMatchObject({ kind: "transient", wide });
	expect(classify(failure, update)).toMatchObject({ wide });
});

test.each<[UnsentFailure["why"], AnswerClass]>([
	["aborted", { kind: "unsent", retryAfterMs: 3_000 }],
	["no-bearer", { kind: "unsent", retryAfterMs: 3_000 }],
	["unreachable", { kind: "unsent", retryAfterMs: 3_000 }],
	["signed-out", { kind: "unauthenticated" }],
	["invalid-request", { kind: "refused", code: "INVALID_ARGUMENT" }],
])("[AN5] unsent, %s", (why, expected) => {
	const failure: Failure = {
		kind: "unsent",
		why,
		message: "",
		retryAfterMs: 3_000,
	};
	for (const context of contexts)
		expect(classify(failure, context)).toEqual(expected);
});

test("[AN6] a write that is too large to be taken is refused, whoever says so", () => {
	const bare = lost("not-json", { httpStatus: 413 });
	const spoken = status("UNKNOWN", { httpStatus: 413 });
	expect(classify(bare, update)).toEqual({
		kind: "refused",
		code: "INVALID_ARGUMENT",
	});
	expect(classify(spoken, update).kind).toBe("refused");
	expect(classify(bare, read).kind).toBe("transient");
});

test("[AN7] an active subscription and a last owner are refusals, unless the org is known as view-only", () => {
	const failure = status("FAILED_PRECONDITION");
	for (const collection of ["orgs", "members"] as const) {
		const removal = { ...update, request: "delete", collection } as const;
		expect(classify(failure, removal).kind).toBe("refused");
		expect(classify(failure, { ...removal, viewOnly: true })).toEqual({
			kind: "parked",
			why: "precondition",
		});
	}
});

test("[AN8] texts change nothing", () => {
	for (const message of ["", "quota reached", "not found", "503"])
		for (const code of statusCodes)
			expect(classify(status(code, { message }), update)).toEqual(
				classify(status(code), update),
			);
});
