import type { Misbehaviour } from "../control/misbehaviour.js";
import type { CallOptions } from "../machine/engine-machine.js";
import type { Quirks } from "../machine/quirks.js";
import type { RestResponse } from "../machine/rest.js";
import { dropRows } from "../machine/short-list.js";
import { createStatus, type Status } from "../machine/status.js";
import type { Ending } from "./server.js";

/** What misbehaving works with. */
export interface Decided {
	/** Lets the request take place, and gives the answer it would have had. */
	handle(options?: CallOptions): RestResponse;
	handleLater(ms: number): void;
	readonly quirks: Quirks;
	readonly isRead: boolean;
}

/** How a request ends that this befalls. */
export function endingOf(
	befalls: Misbehaviour | undefined,
	decided: Decided,
): Ending {
	if (befalls === undefined) return answered(decided.handle());
	switch (befalls.kind) {
		case "delay":
			return answered(decided.handle());
		case "dropBefore":
			return { kind: "broken" };
		case "dropAfter":
			decided.handle();
			return { kind: "broken" };
		case "answer":
			return anyAnswer(befalls, decided);
		case "shortList":
			return answered(dropRows(decided.handle(), befalls.missing));
		case "staleList":
			return answered(decided.handle({ replicaAgeMs: befalls.ageMs }));
		case "html":
			if (befalls.tookPlace) decided.handle();
			return answered(htmlPage(befalls.status ?? 200));
		case "retryAfter":
			return answered(notNow(befalls.after, befalls.status ?? 429));
		case "truncate":
			return truncated(decided.handle(), befalls.bytes);
		case "redirect":
			if (befalls.tookPlace) decided.handle();
			return answered(redirectTo(befalls.location, befalls.status ?? 302));
		case "late":
			decided.handleLater(befalls.afterMs);
			return { kind: "broken" };
		case "resetStream":
			if (befalls.tookPlace ?? true) decided.handle();
			return { kind: "broken" };
		case "goAway":
			if (befalls.tookPlace === false) return { kind: "broken" };
			return answered(withGoodbye(decided.handle()));
		case "noTrailers":
			return truncated(decided.handle(), Number.POSITIVE_INFINITY);
		case "stall":
			return { kind: "stalled", response: decided.handle() };
	}
}

function answered(response: RestResponse): Ending {
	return { kind: "answer", response };
}

function anyAnswer(
	befalls: Extract<Misbehaviour, { kind: "answer" }>,
	{ handle, quirks, isRead }: Decided,
): Ending {
	const byQuirk =
		befalls.status >= 500 && !isRead && quirks.failedWrites === "done";
	if (befalls.tookPlace ?? byQuirk) handle();
	const isText = typeof befalls.body === "string";
	const type = isText ? "text/plain" : "application/json";
	const body = isText
		? String(befalls.body)
		: JSON.stringify(befalls.body ?? {});
	const headers = { "content-type": type, ...befalls.headers };
	return answered({ status: befalls.status, headers, body });
}

function truncated(response: RestResponse, bytes: number | undefined): Ending {
	const half = Math.floor(response.body.length / 2);
	return { kind: "truncated", response, bytes: bytes ?? half };
}

function withGoodbye(response: RestResponse): RestResponse {
	return { ...response, headers: { ...response.headers, connection: "close" } };
}

export function htmlPage(status: number): RestResponse {
	return {
		status,
		headers: { "content-type": "text/html; charset=utf-8" },
		body: "<!doctype html><title>Sign in to the network</title><p>Please accept the terms of this network.</p>",
	};
}

function notNow(after: number | string, status: 429 | 503): RestResponse {
	return {
		status,
		headers: {
			"content-type": "application/json",
			"retry-after": String(after),
		},
		body: JSON.stringify(notNowStatus(status)),
	};
}

/** What a rate limit and an overload are answered with, under whatever transport. */
export function notNowStatus(status: 429 | 503): Status {
	return status === 429
		? createStatus("RESOURCE_EXHAUSTED", {
				reason: "RATE_LIMITED",
				message: "Too many requests: slow down.",
			})
		: createStatus("UNAVAILABLE", {
				reason: "OVERLOADED",
				message: "The Engine is overloaded: come back later.",
			});
}

function redirectTo(location: string, status: number): RestResponse {
	return { status, headers: { location }, body: "" };
}
