import type { Answer, CallOptions } from "../engine.js";
import { exchange, type Wire } from "./exchange.js";
import { unsent } from "./failures.js";
import type { Reader } from "./readers.js";
import { redact } from "./redact.js";
import { type RestRequest, requestUrl } from "./route.js";

/** Options of a call with or without a bearer. */
export type SomeOptions = Omit<CallOptions, "bearer"> &
	Partial<Pick<CallOptions, "bearer">>;

/** One request of the API, answered by a value. What the services are made of. */
export type Call = <Value>(
	request: RestRequest,
	read: Reader<Value>,
	options: SomeOptions,
) => Promise<Answer<Value>>;

export interface Caller extends Wire {
	readonly base: URL;
	readonly deadlineMs: number;
}

/** Refuses, unsent, what could not be sent whole: an id that is none, a bearer that no header can carry. */
export function createCall(caller: Caller): Call {
	return async (request, read, options) => {
		const url = requestUrl(caller.base, request);
		if (url === undefined) return unsent("invalid-request", badId);
		if (!isBearer(options.bearer)) return unsent("invalid-request", badBearer);
		const outgoing = {
			url,
			method: request.method,
			headers: headersOf(request, options.bearer),
			body: request.body && JSON.stringify(request.body),
			deadlineMs: options.deadlineMs ?? caller.deadlineMs,
			signal: options.signal,
		};
		const answer = await exchange(caller, outgoing, read);
		return redact(answer, [options.bearer, ...secretsIn(request)]);
	};
}

function headersOf(
	request: RestRequest,
	bearer: string | undefined,
): Record<string, string> {
	return {
		accept: "application/json",
		...(request.body && { "content-type": "application/json" }),
		...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
	};
}

function secretsIn({ body }: RestRequest): readonly (string | undefined)[] {
	return [body?.password, body?.token, body?.refreshToken];
}

export function isBearer(bearer: string | undefined): boolean {
	return bearer === undefined || /^[\x21-\x7e]{1,16384}$/.test(bearer);
}

export const badId =
	"An id in this call is none that the Engine could have made: nothing was sent. Check the id.";
export const badBearer =
	"The bearer of this call holds characters that no header can carry: nothing was sent. Sign in again.";
