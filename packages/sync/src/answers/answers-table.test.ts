import { describe, expect, test } from "vitest";
import { type Failure, type StatusCode, statusCodes } from "../engine.js";
import { httpStatusByCode } from "../grpc/http-status.js";
import { readAnswer } from "../grpc/read-answer.js";
import type { AnswerClass, RequestKind } from "./answer-class.js";
import { classify } from "./classify.js";
import { lawOf, lostKind, type WireAnswer } from "./test/answer-law.js";
import { callOf, contextsOf, engineOver, requests } from "./test/calls.js";

const httpStatuses = [
	200, 301, 302, 400, 401, 403, 404, 405, 408, 409, 412, 413, 418, 422, 429,
	499, 500, 501, 502, 503, 504, 599,
];

interface Body {
	readonly text: string;
	readonly type: string;
	readonly code: StatusCode | undefined;
}

type WaitingClass = Extract<AnswerClass, { kind: "transient" | "ambiguous" }>;

const json = "application/json";

/** Every Status, its code by number and by name, with a reason and without; and what is none. */
const bodies: readonly Body[] = [
	...statusCodes.flatMap((code, number) => {
		const details = [{ reason: "SOME_REASON", domain: "api.aiaengine.com" }];
		const known = code === "OK" ? undefined : code;
		return [
			{ text: JSON.stringify({ code: number }), type: json, code: known },
			{ text: JSON.stringify({ code, details }), type: json, code: known },
		];
	}),
	...["", "{}", '{"code":99}', '{"code":7', "null", "[]"].map((text) => ({
		text,
		type: json,
		code: undefined,
	})),
	{ text: "<html>Sign in</html>", type: "text/html", code: undefined },
];

const now = Date.UTC(2026, 0, 1);
const retryAfters: readonly (readonly [string | undefined, number?])[] = [
	[undefined],
	["7", 7_000],
	["0", 0],
	[new Date(now + 9_000).toUTCString(), 9_000],
	["soon"],
];

/** Where a wait is the rule every way to ask for one, else one. */
function waitsOf(httpStatus: number) {
	return [429, 503].includes(httpStatus)
		? retryAfters
		: retryAfters.slice(0, 2);
}

interface Answered {
	readonly httpStatus: number;
	readonly body: Body;
	readonly retryAfter: string | undefined;
}

async function failureOf(
	request: RequestKind,
	{ httpStatus, body, retryAfter }: Answered,
): Promise<Failure | undefined> {
	const headers = {
		"content-type": body.type,
		...(retryAfter !== undefined && { "retry-after": retryAfter }),
	};
	const engine = engineOver(
		async () => new Response(body.text, { status: httpStatus, headers }),
		{ now: () => now },
	);
	const answer = await callOf(engine, request);
	return answer.ok ? undefined : answer.failure;
}

/** An Empty is read from an empty body, or from any JSON. */
function isGood(request: RequestKind, { httpStatus, body }: Answered): boolean {
	const isJson = body.type === json && body.text !== '{"code":7';
	return request === "delete" && httpStatus < 300 && isJson;
}

/** How long, for whom, and whether it was the Engine that failed. */
function isWaitedFor(
	found: Pick<WaitingClass, "retryAfterMs" | "engineFailed" | "wide">,
	{ httpStatus, retryAfterMs }: WireAnswer,
): boolean {
	return (
		found.retryAfterMs === retryAfterMs &&
		found.engineFailed === httpStatus >= 500 &&
		(found.wide || (httpStatus !== 429 && httpStatus !== 503))
	);
}

function checkEach(
	request: RequestKind,
	failure: Failure,
	answer: WireAnswer,
): void {
	const wrong = contextsOf(request).filter((context) => {
		const found = classify(failure, context);
		return (
			found.kind !== lawOf(answer, context) ||
			("wide" in found && !isWaitedFor(found, answer))
		);
	});
	expect([answer, wrong]).toEqual([answer, []]);
}

describe.each(httpStatuses)("[AN1] over REST, HTTP %s", (httpStatus) => {
	test.each(requests)(
		"with every body and Retry-After, to a %s",
		async (request) => {
			for (const body of bodies)
				for (const [retryAfter, retryAfterMs] of waitsOf(httpStatus)) {
					const answered = { httpStatus, body, retryAfter };
					const failure = await failureOf(request, answered);
					expect([answered, failure === undefined]).toEqual([
						answered,
						isGood(request, answered),
					]);
					if (failure === undefined) continue;
					const isEmpty = body.text === "";
					const { code } = body;
					checkEach(request, failure, {
						httpStatus,
						code,
						isEmpty,
						retryAfterMs,
					});
				}
		},
	);
});

describe("[AN1] over gRPC", () => {
	const headers = { ":status": "200", "content-type": "application/grpc" };
	const heard = { body: Buffer.alloc(0), tooLarge: false, endedBy: 0 };

	test.each(Array.from({ length: 20 }, (_, number) => number + 1))(
		"grpc-status %s means what its HTTP status does over REST",
		(number) => {
			for (const [retryAfter, retryAfterMs] of retryAfters)
				for (const request of requests) {
					const wait =
						retryAfter === undefined ? {} : { "retry-after": retryAfter };
					const trailers = { "grpc-status": String(number), ...wait };
					const all = { headers, trailers, ...heard, connected: true };
					const answer = readAnswer(all, () => undefined, now);
					if (answer.ok) throw new Error("It is no answer.");
					const code = statusCodes[number] ?? "UNKNOWN";
					const httpStatus = httpStatusByCode[code];
					checkEach(request, answer.failure, {
						httpStatus,
						code,
						isEmpty: false,
						retryAfterMs,
					});
				}
		},
	);
});

describe("[AN2] [AN5] before it was sent and after", () => {
	const hangs = () => new Promise<Response>(() => {});

	test.each(requests)("a %s that is given up", async (request) => {
		const before = await callOf(engineOver(hangs), request, {
			signal: AbortSignal.abort(),
		});
		const controller = new AbortController();
		const underWay = callOf(engineOver(hangs), request, {
			signal: controller.signal,
		});
		controller.abort();
		const after = await underWay;
		for (const context of contextsOf(request)) {
			expect(before.ok || classify(before.failure, context).kind).toBe(
				"unsent",
			);
			expect(after.ok || classify(after.failure, context).kind).toBe(
				lostKind(request),
			);
		}
	});

	const broken = () =>
		new ReadableStream({ start: (body) => body.error(new Error("reset")) });
	const losses: readonly (readonly [string, ReturnType<typeof engineOver>])[] =
		[
			[
				"a connection that breaks",
				engineOver(() => Promise.reject(new Error())),
			],
			["a body that breaks", engineOver(async () => new Response(broken()))],
			[
				"no answer in time",
				engineOver(hangs, {
					setTimer: (run) => {
						queueMicrotask(run);
						return () => {};
					},
				}),
			],
		];

	test.each(losses)("%s", async (_, engine) => {
		for (const request of requests) {
			const answer = await callOf(engine, request);
			for (const context of contextsOf(request))
				expect(answer.ok || classify(answer.failure, context).kind).toBe(
					lostKind(request),
				);
		}
	});
});
