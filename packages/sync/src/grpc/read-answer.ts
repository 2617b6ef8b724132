import type { IncomingHttpHeaders } from "node:http2";
import {
	type Answer,
	type LostFailure,
	type StatusCode,
	statusCodes,
} from "../engine.js";
import { lost, refused } from "../rest/failures.js";
import { retryAfterMs } from "../rest/retry-after.js";
import type { Heard } from "./converse.js";
import { unframe } from "./frames.js";
import { httpStatusByCode } from "./http-status.js";
import { readStatusDetails } from "./status-details.js";

/** Turns the bytes of a good answer into a value; undefined when they cannot be read. */
export type MessageReader<Value> = (bytes: Uint8Array) => Value | undefined;

/** What a call came to. `nowMs`: wall clock, only to read a Retry-After that is a date. */
export function readAnswer<Value>(
	heard: Heard,
	read: MessageReader<Value>,
	nowMs: number,
): Answer<Value> {
	const { headers } = heard;
	if (headers === undefined) return nothingCame(heard);
	const http = httpStatusOf(headers);
	if (http !== 200 || !isGrpc(headers)) return foreign(headers, nowMs);
	if (heard.tooLarge) return lostWith("too-large", http);
	const all = { ...headers, ...heard.trailers };
	const number = all["grpc-status"];
	if (typeof number !== "string") return cutShort(heard);
	if (number !== "0") return refusal(number, all, nowMs);
	const message = unframe(heard.body);
	const value = message && read(message);
	return value === undefined
		? lostWith("unreadable", http)
		: { ok: true, value };
}

function httpStatusOf(headers: IncomingHttpHeaders): number {
	return Number(headers[":status"] ?? 0);
}

function isGrpc(headers: IncomingHttpHeaders): boolean {
	return /^application\/grpc(\+proto)?(;|$)/.test(
		headers["content-type"] ?? "",
	);
}

/** A stream that is reset concerns its call alone; a connection that is gone concerns all. */
function nothingCame({ connected, endedBy }: Heard): Answer<never> {
	return connected && endedBy !== 0 ? lost("unreadable") : lost("network");
}

function cutShort({ connected }: Heard): Answer<never> {
	return connected ? lostWith("unreadable", 200) : lost("network");
}

/** Something on the way answered: a proxy, a captive portal, a server of another kind. */
function foreign(headers: IncomingHttpHeaders, nowMs: number): Answer<never> {
	const status = httpStatusOf(headers);
	const wait = retryAfterMs(headers["retry-after"] ?? null, nowMs);
	const code = impliedCode(status);
	if (code !== undefined)
		return refused(
			{ code, message: "", reason: "", suggestion: "" },
			{ status, retryAfterMs: wait, isJson: false },
		);
	const why = status >= 300 && status < 400 ? "redirect" : "not-json";
	return lostWith(why, status, wait);
}

/** A proxy's 429 still asks to wait, and its 401 still means the bearer. */
function impliedCode(status: number): StatusCode | undefined {
	if (status === 429) return "RESOURCE_EXHAUSTED";
	return status === 401 ? "UNAUTHENTICATED" : undefined;
}

function refusal(
	number: string,
	headers: IncomingHttpHeaders,
	nowMs: number,
): Answer<never> {
	const code = statusCodes[Number(number)] ?? "UNKNOWN";
	const details = readStatusDetails(text(headers["grpc-status-details-bin"]));
	const { reason, suggestion } = details;
	const message = percentDecoded(text(headers["grpc-message"]) ?? "");
	const header = retryAfterMs(headers["retry-after"] ?? null, nowMs);
	return refused(
		{ code, message: message.slice(0, 4_096), reason, suggestion },
		{
			status: httpStatusByCode[code],
			retryAfterMs: details.retryAfterMs ?? header,
			isJson: false,
		},
	);
}

function text(value: string | string[] | undefined): string | undefined {
	return Array.isArray(value) ? value[0] : value;
}

function percentDecoded(message: string): string {
	try {
		return decodeURIComponent(message);
	} catch {
		return message;
	}
}

function lostWith(
	why: LostFailure["why"],
	status: number,
	wait?: number,
): Answer<never> {
	return lost(why, { status, retryAfterMs: wait, isJson: false });
}
