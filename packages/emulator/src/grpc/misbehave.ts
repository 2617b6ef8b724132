import type { Misbehaviour } from "../control/misbehaviour.js";
import { htmlPage, notNowStatus } from "../http/misbehave.js";
import type { CallOptions } from "../machine/engine-machine.js";
import type { Quirks } from "../machine/quirks.js";
import type { GrpcAnswer, GrpcEnding } from "./ending.js";
import { statusIn } from "./status-in.js";

/** What misbehaving works with. */
export interface DecidedCall {
	/** Lets the call take place, and gives the answer it would have had. */
	handle(options?: CallOptions & { readonly missing?: number }): GrpcAnswer;
	handleLater(ms: number): void;
	readonly quirks: Quirks;
	readonly isRead: boolean;
}

/** How a call ends that this befalls. */
export function grpcEndingOf(
	befalls: Misbehaviour | undefined,
	decided: DecidedCall,
): GrpcEnding {
	if (befalls === undefined) return answered(decided.handle());
	switch (befalls.kind) {
		case "delay":
			return answered(decided.handle());
		case "shortList":
			return answered(decided.handle({ missing: befalls.missing }));
		case "staleList":
			return answered(decided.handle({ replicaAgeMs: befalls.ageMs }));
		case "retryAfter":
			return answered(notNow(befalls.after, befalls.status ?? 429));
		case "answer":
		case "html":
		case "redirect":
			return foreignAnswer(befalls, decided);
		default:
			return brokenOff(befalls, decided);
	}
}

type Foreign = Extract<Misbehaviour, { kind: "answer" | "html" | "redirect" }>;

type Breaking = Exclude<
	Misbehaviour,
	Foreign | { kind: "delay" | "shortList" | "staleList" | "retryAfter" }
>;

function brokenOff(befalls: Breaking, decided: DecidedCall): GrpcEnding {
	switch (befalls.kind) {
		case "dropBefore":
			return { kind: "broken" };
		case "dropAfter":
			decided.handle();
			return { kind: "broken" };
		case "late":
			decided.handleLater(befalls.afterMs);
			return { kind: "broken" };
		case "truncate":
			return {
				kind: "truncated",
				answer: decided.handle(),
				bytes: befalls.bytes,
			};
		case "resetStream":
			if (befalls.tookPlace ?? true) decided.handle();
			return { kind: "reset", code: befalls.code ?? 2 };
		case "goAway":
			return {
				kind: "goAway",
				answer: befalls.tookPlace === false ? undefined : decided.handle(),
			};
		case "noTrailers":
			return { kind: "noTrailers", answer: decided.handle() };
		case "stall":
			return { kind: "stalled", answer: decided.handle() };
	}
}

function answered(answer: GrpcAnswer): GrpcEnding {
	return { kind: "answer", answer };
}

function foreignAnswer(befalls: Foreign, decided: DecidedCall): GrpcEnding {
	if (tookPlace(befalls, decided)) decided.handle();
	switch (befalls.kind) {
		case "html":
			return { kind: "http", ...htmlPage(befalls.status ?? 200) };
		case "redirect":
			return {
				kind: "http",
				status: befalls.status ?? 302,
				headers: { location: befalls.location },
				body: "",
			};
		case "answer":
			return anyAnswer(befalls);
	}
}

function tookPlace(befalls: Foreign, decided: DecidedCall): boolean {
	const byQuirk =
		befalls.kind === "answer" &&
		befalls.status >= 500 &&
		!decided.isRead &&
		decided.quirks.failedWrites === "done";
	return befalls.tookPlace ?? byQuirk;
}

/** A body that is a Status goes out as one; anything else as it would come from a proxy. */
function anyAnswer({
	status,
	headers = {},
	body,
}: Extract<Foreign, { kind: "answer" }>): GrpcEnding {
	const refusal = statusIn(body);
	if (refusal !== undefined)
		return answered({ ok: false, status: refusal, metadata: headers });
	const isText = typeof body === "string";
	return {
		kind: "http",
		status,
		headers: {
			"content-type": isText ? "text/plain" : "application/json",
			...headers,
		},
		body: isText ? body : JSON.stringify(body ?? {}),
	};
}

function notNow(after: number | string, http: 429 | 503): GrpcAnswer {
	return {
		ok: false,
		status: notNowStatus(http),
		metadata: { "retry-after": String(after) },
		...(typeof after === "number" && { afterS: after }),
	};
}
