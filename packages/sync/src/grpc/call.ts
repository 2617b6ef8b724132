import type { OutgoingHttpHeaders } from "node:http2";
import {
	create,
	type DescMessage,
	type DescMethodUnary,
	type MessageInitShape,
	toBinary,
} from "@bufbuild/protobuf";
import type { Answer } from "../engine.js";
import { badBearer, badId, isBearer, type SomeOptions } from "../rest/call.js";
import type { Closing } from "../rest/closing.js";
import { unsent } from "../rest/failures.js";
import { isId } from "../rest/ids.js";
import { redact } from "../rest/redact.js";
import { withinDeadline } from "../rest/within-deadline.js";
import type { Channel } from "./channel.js";
import { exchange, givenUp } from "./exchange.js";
import { frame } from "./frames.js";
import type { GrpcEnvironment } from "./grpc-options.js";
import type { Place } from "./place.js";
import type { MessageReader } from "./read-answer.js";

/** One call of the interface, answered by a value. What the services are made of. */
export type Call = <Input extends DescMessage, Value>(
	asked: Asked<Input>,
	read: MessageReader<Value>,
	options: SomeOptions,
) => Promise<Answer<Value>>;

export interface Asked<Input extends DescMessage> {
	readonly method: DescMethodUnary<Input, DescMessage>;
	readonly request: MessageInitShape<Input>;
}

export interface Caller {
	readonly place: Place;
	readonly channel: Channel;
	readonly environment: GrpcEnvironment;
	readonly deadlineMs: number;
	readonly maxMessageBytes: number;
	readonly closing: Closing;
}

/** Refuses, unsent, what REST could not send either: an id that is none, a bearer that no header can carry. */
export function createCall(caller: Caller): Call {
	return async (asked, read, options) => {
		const fields = Object.entries(asked.request);
		if (!fields.every(isSendable)) return unsent("invalid-request", badId);
		if (!isBearer(options.bearer)) return unsent("invalid-request", badBearer);
		if (options.signal?.aborted || caller.closing.isClosed())
			return unsent("aborted", "The call was given up before it was sent.");
		const answer = await ask(caller, { asked, options }, read);
		return redact(answer, [options.bearer, ...secretsIn(fields)]);
	};
}

async function ask<Input extends DescMessage, Value>(
	caller: Caller,
	call: { readonly asked: Asked<Input>; readonly options: SomeOptions },
	read: MessageReader<Value>,
): Promise<Answer<Value>> {
	const { environment, closing } = caller;
	const { deadlineMs = caller.deadlineMs, signal, bearer } = call.options;
	const { method, request } = call.asked;
	const outgoing = {
		headers: headersOf(caller.place, method, { bearer, deadlineMs }),
		body: frame(toBinary(method.input, create(method.input, request))),
		maxMessageBytes: caller.maxMessageBytes,
	};
	const limits = {
		setTimer: environment.setTimer,
		deadlineMs,
		signal,
		closing,
	};
	const progress = { sent: false };
	const answer = await withinDeadline(limits, (given) =>
		exchange(caller, { outgoing, progress, signal: given }, read),
	);
	return typeof answer === "string" ? givenUp(answer, progress) : answer;
}

function headersOf(
	{ host, port, secure }: Place,
	method: DescMethodUnary,
	call: { readonly bearer: string | undefined; readonly deadlineMs: number },
): OutgoingHttpHeaders {
	return {
		":method": "POST",
		":scheme": secure ? "https" : "http",
		":authority": `${host.includes(":") ? `[${host}]` : host}:${port}`,
		":path": `/${method.parent.typeName}/${method.name}`,
		"content-type": "application/grpc+proto",
		te: "trailers",
		"grpc-timeout": `${Math.min(99_999_999, Math.max(1, Math.ceil(call.deadlineMs)))}m`,
		...(call.bearer !== undefined && {
			authorization: `Bearer ${call.bearer}`,
		}),
	};
}

function isSendable([name, value]: [string, unknown]): boolean {
	return !["id", "userId", "orgId"].includes(name) || isId(value);
}

function secretsIn(fields: readonly [string, unknown][]): readonly string[] {
	return fields.flatMap(([name, value]) =>
		["password", "token", "refreshToken"].includes(name) &&
		typeof value === "string"
			? [value]
			: [],
	);
}
