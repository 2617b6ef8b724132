import { type StatusCode, type StatusFailure, statusCodes } from "../engine.js";
import { isRecord, type JsonRecord, member, parseJson } from "./json.js";

const longestText = 4_096;

/** What a refusal says apart from its HTTP status and headers. */
export type StatusBody = Pick<
	StatusFailure,
	"code" | "message" | "reason" | "suggestion"
>;

/** Reads a gRPC Status; undefined when the body is none. Never OK: that is no refusal. */
export function readStatusBody(text: string): StatusBody | undefined {
	const body = parseJson(text);
	if (!isRecord(body)) return undefined;
	const code = readCode(member(body, "code"));
	if (code === undefined || code === "OK") return undefined;
	const details = readDetails(body);
	return {
		code,
		message: shortText(member(body, "message")),
		reason: firstText(details, "reason"),
		suggestion: firstText(details, "suggestion"),
	};
}

function readCode(value: unknown): StatusCode | undefined {
	return typeof value === "number"
		? statusCodes[value]
		: statusCodes.find((code) => code === value);
}

/** By their members, since `@type` may be missing: `reason` is an ErrorInfo, `suggestion` a SuggestionInfo. */
function readDetails(body: JsonRecord): readonly JsonRecord[] {
	const details = member(body, "details");
	return Array.isArray(details) ? details.slice(0, 32).filter(isRecord) : [];
}

function firstText(details: readonly JsonRecord[], name: string): string {
	return (
		details
			.map((detail) => shortText(member(detail, name)))
			.find((text) => text !== "") ?? ""
	);
}

function shortText(value: unknown): string {
	return typeof value === "string" ? value.slice(0, longestText) : "";
}
