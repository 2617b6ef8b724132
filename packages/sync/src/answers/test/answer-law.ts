import type { StatusCode } from "../../engine.js";
import type { AnswerContext, RequestKind } from "../answer-class.js";

/** An answer as it lies on the wire, or what came instead of one. */
export interface WireAnswer {
	readonly httpStatus: number;
	/** The code of its Status body, undefined when it has none that can be read. */
	readonly code: StatusCode | undefined;
	/** The body holds nothing at all. */
	readonly isEmpty: boolean;
	readonly retryAfterMs: number | undefined;
}

/** Without an answer of the Engine itself: a write may have taken place, a read is made again. */
export const lostKind = (request: RequestKind) =>
	request === "read" ? "transient" : "ambiguous";

/**
 * What an answer means, row by row as the design has it, first match first; written apart from the code, which looks
 * codes up in a table.
 */
export function lawOf(answer: WireAnswer, context: AnswerContext): string {
	const { httpStatus, code, isEmpty, retryAfterMs } = answer;
	const { request } = context;
	const isRead = request === "read";
	if (httpStatus < 400 || httpStatus >= 500) return lostKind(request);
	if (httpStatus === 413) return isRead ? "transient" : "refused";
	if (httpStatus === 429 || code === "RESOURCE_EXHAUSTED")
		return isRead || retryAfterMs !== undefined ? "transient" : "quota";
	if (httpStatus === 401 && isEmpty) return "unauthenticated";
	return code === undefined ? lostKind(request) : lawOfCode(code, context);
}

/** The rows that go by the code of a Status, below 500. */
function lawOfCode(code: StatusCode, context: AnswerContext): string {
	const isRead = context.request === "read";
	switch (code) {
		case "UNAUTHENTICATED":
			return "unauthenticated";
		case "ABORTED":
			return "transient";
		case "RESOURCE_EXHAUSTED":
			throw new TypeError("A limit goes by its own row.");
		case "INVALID_ARGUMENT":
		case "OUT_OF_RANGE":
			return "refused";
		case "PERMISSION_DENIED":
			return isRead ? "gone" : "recheck-role";
		case "ALREADY_EXISTS":
			return context.request === "create" && context.earlierInDoubt
				? "adopt"
				: "refused";
		case "FAILED_PRECONDITION":
			return isRead || isFinal(context) ? "refused" : "parked";
		case "NOT_FOUND":
			return lawOfNotFound(context.request);
		case "OK":
		case "CANCELLED":
		case "UNKNOWN":
		case "DEADLINE_EXCEEDED":
		case "UNIMPLEMENTED":
		case "INTERNAL":
		case "UNAVAILABLE":
		case "DATA_LOSS":
			return lostKind(context.request);
	}
}

/** Deleting an org (a subscription) or a member (the last owner), of an org that is not known as view-only. */
function isFinal({ request, collection, viewOnly }: AnswerContext): boolean {
	if (request !== "delete" || viewOnly) return false;
	return collection === "orgs" || collection === "members";
}

function lawOfNotFound(request: RequestKind): string {
	switch (request) {
		case "read":
		case "update":
			return "gone";
		case "create":
			return "parent-gone";
		case "delete":
			return "done";
	}
}
