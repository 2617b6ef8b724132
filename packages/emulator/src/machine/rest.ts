import { isRefusal, type Refusal } from "./context.js";
import type { Answer, Call } from "./decide.js";
import { parseBody, readRequest, writeMessage } from "./json.js";
import { parseQuery } from "./query.js";
import type { Quirks } from "./quirks.js";
import type { Random } from "./random.js";
import { refuse } from "./refusals.js";
import { findRoute, type RouteMatch } from "./routes.js";
import { httpStatusOf } from "./status.js";

/** A request as it stands on the wire, without a host. */
export interface RestRequest {
	readonly method: string;
	/** The path with its query. */
	readonly url: string;
	/** Names in lower case. */
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string;
}

export interface RestResponse {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

/** What a request asks for, or why it cannot be read. */
export type RestReading =
	| { readonly kind: "call"; readonly call: Call }
	| {
			readonly kind: "unreadable";
			readonly rpc: Call["rpc"] | undefined;
			readonly response: RestResponse;
	  };

export function readRest(request: RestRequest): RestReading {
	const [path = "", query = ""] = request.url.split("?", 2);
	const found = findRoute(request.method, path);
	switch (found.kind) {
		case "found":
			return readCall(request, found.match, query);
		case "unknown":
			return unreadable(undefined, unknownRoute(request.method, path));
		case "wrongMethod":
			return wrongMethod(request.method, path, found.allowed);
	}
}

/** The answer as JSON: the message itself, or the Status of a refusal with the HTTP status that it maps to. */
export function writeRest(
	answer: Answer<unknown>,
	quirks: Quirks,
	random: Random,
): RestResponse {
	const status = answer.ok ? 200 : httpStatusOf(answer.status);
	const message = answer.ok ? answer.message : answer.status;
	return json(status, writeMessage(message, quirks, random));
}

function readCall(
	request: RestRequest,
	{ route, parameters }: RouteMatch,
	query: string,
): RestReading {
	const body = parseBody(request.body ?? "");
	if (isRefusal(body)) return unreadable(route.rpc, body);
	const fromQuery = parseQuery(query);
	const members = { ...fromQuery, ...body, ...parameters };
	const message = readRequest(route.rpc, members);
	if (isRefusal(message)) return unreadable(route.rpc, message);
	const caller = { bearer: bearerOf(request.headers ?? {}) };
	return { kind: "call", call: { rpc: route.rpc, request: message, caller } };
}

/** The bearer in an `authorization` header or metadata. */
export function bearerOf(
	headers: Readonly<Record<string, string>>,
): string | undefined {
	return /^bearer +(\S+)$/i.exec(headers.authorization ?? "")?.[1];
}

function unreadable(
	rpc: Call["rpc"] | undefined,
	{ refusal }: Refusal,
): RestReading {
	return {
		kind: "unreadable",
		rpc,
		response: json(httpStatusOf(refusal), refusal),
	};
}

function unknownRoute(method: string, path: string): Refusal {
	return refuse("NOT_FOUND", {
		reason: "UNKNOWN_ROUTE",
		message: `There is no call ${method} ${path}.`,
	});
}

function wrongMethod(
	method: string,
	path: string,
	allowed: readonly string[],
): RestReading {
	const allow = [...new Set(allowed)].join(", ");
	const { refusal } = refuse("UNIMPLEMENTED", {
		reason: "WRONG_METHOD",
		message: `${path} cannot be asked with ${method}, only with ${allow}.`,
	});
	const answered = json(405, refusal);
	const headers = { ...answered.headers, allow };
	return {
		kind: "unreadable",
		rpc: undefined,
		response: { ...answered, headers },
	};
}

function json(status: number, body: unknown): RestResponse {
	const headers = { "content-type": "application/json" };
	return { status, headers, body: JSON.stringify(body) };
}
