import type { Failure, LostFailure, StatusFailure } from "../engine.js";
import type { AnswerClass, AnswerContext } from "./answer-class.js";
import {
	type Rule,
	rulesByCode,
	rulesWhenLost,
	rulesWhenPayloadTooLarge,
	wideByLoss,
} from "./rules.js";

/**
 * What a failure means, decided by kind, status, code and headers and by what was asked; never by text. Pure.
 * It knows one answer at a time: counting (eight 5xx, three quota backoffs) is the caller's.
 */
export function classify(
	failure: Failure,
	context: AnswerContext,
): AnswerClass {
	switch (failure.kind) {
		case "unsent":
			return classifyUnsent(failure);
		case "lost":
			return resolve(lostRule(failure, context), failure, context);
		case "status":
			return resolve(statusRule(failure, context), failure, context);
	}
}

function classifyUnsent(
	failure: Extract<Failure, { kind: "unsent" }>,
): AnswerClass {
	switch (failure.why) {
		case "invalid-request":
			return { kind: "refused", code: "INVALID_ARGUMENT" };
		case "signed-out":
			return { kind: "unauthenticated" };
		case "aborted":
		case "no-bearer":
		case "unreachable":
		case "paused":
			return { kind: "unsent", retryAfterMs: failure.retryAfterMs };
	}
}

function lostRule(failure: LostFailure, context: AnswerContext): Rule {
	return failure.httpStatus === 413
		? rulesWhenPayloadTooLarge[context.request]
		: rulesWhenLost[context.request];
}

function statusRule(failure: StatusFailure, context: AnswerContext): Rule {
	if (failure.httpStatus === 413)
		return rulesWhenPayloadTooLarge[context.request];
	if (failure.httpStatus >= 500) return rulesWhenLost[context.request];
	// A limit is a limit, whatever code a proxy on the way gives it.
	const code = failure.httpStatus === 429 ? "RESOURCE_EXHAUSTED" : failure.code;
	return rulesByCode[code][context.request];
}

function resolve(
	rule: Rule,
	failure: StatusFailure | LostFailure,
	context: AnswerContext,
): AnswerClass {
	switch (rule) {
		case "ambiguous":
		case "transient":
			return waiting(rule, failure);
		case "exhausted":
			return failure.retryAfterMs === undefined
				? { kind: "quota" }
				: waiting("transient", failure);
		case "refused":
			return refused(failure);
		case "exists":
			return context.earlierInDoubt && context.request === "create"
				? { kind: "adopt" }
				: refused(failure);
		case "precondition":
			return isFinalPrecondition(context)
				? refused(failure)
				: { kind: "parked", why: "precondition" };
		case "unauthenticated":
		case "recheck-role":
		case "done":
		case "gone":
		case "parent-gone":
			return { kind: rule };
	}
}

/** An active subscription, a last owner: waiting changes neither. A view-only org may become writable again. */
function isFinalPrecondition(context: AnswerContext): boolean {
	const { collection, request, viewOnly } = context;
	const guarded = collection === "orgs" || collection === "members";
	return request === "delete" && guarded && !viewOnly;
}

function refused(failure: StatusFailure | LostFailure): AnswerClass {
	const code = failure.kind === "status" ? failure.code : "INVALID_ARGUMENT";
	return { kind: "refused", code };
}

function waiting(
	kind: "ambiguous" | "transient",
	failure: StatusFailure | LostFailure,
): AnswerClass {
	return {
		kind,
		retryAfterMs: failure.retryAfterMs,
		wide: isWide(failure),
		engineFailed: failure.httpStatus >= 500,
	};
}

function isWide(failure: StatusFailure | LostFailure): boolean {
	if (failure.httpStatus === 503 || failure.httpStatus === 429) return true;
	return failure.kind === "lost"
		? wideByLoss[failure.why] && failure.httpStatus < 500
		: failure.code === "UNAVAILABLE" || failure.code === "RESOURCE_EXHAUSTED";
}
