import type { Misbehaviour } from "../control/misbehaviour.js";
import type { CallOptions } from "../machine/engine-machine.js";
import type { Quirks } from "../machine/quirks.js";
import type { RestResponse } from "../machine/rest.js";
import { dropRows } from "../machine/short-list.js";
import { createStatus } from "../machine/status.js";
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

function htmlPage(status: number): RestResponse {
	return {
		status,
		headers: { "content-type": "text/html; charset=utf-8" },
		body: "<!doctype html><title>Sign in to the network</title><p>Please accept the terms of this network.</p>",
	};
}

function notNow(after: number | string, status: 429 | 503): RestResponse {
	const code = status === 429 ? "RESOURCE_EXHAUSTED" : "UNAVAILABLE";
	const reason = status === 429 ? "RATE_LIMITED" : "OVERLOADED";
	const message =
		status === 429
			? "Too many requests: slow down."
			: "The Engine is overloaded: come back later.";
	return {
		status,
		headers: {
			"content-type": "application/json",
			"retry-after": String(after),
		},
		body: JSON.stringify(createStatus(code, { reason, message })),
	};
}

function redirectTo(location: string, status: number): RestResponse {
	return { status, headers: { location }, body: "" };
}
