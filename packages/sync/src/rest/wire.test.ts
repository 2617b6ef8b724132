import {
	createServer,
	type IncomingMessage,
	type ServerResponse,
} from "node:http";
import { afterEach, expect, test } from "vitest";
import type { Failure } from "../engine.js";
import { restEngine } from "./rest-engine.js";
import type { RestOptions } from "./rest-options.js";
import { countingEnvironment } from "./test-environment.js";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const opened: (() => void)[] = [];
afterEach(() => {
	for (const close of opened.splice(0)) close();
});

/** A server of one behaviour, and a client that talks to it. */
async function facing(handler: Handler, options: Partial<RestOptions> = {}) {
	const urls: string[] = [];
	const server = createServer((request, response) => {
		urls.push(request.url ?? "");
		response.on("error", () => undefined);
		handler(request, response);
	});
	await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
	opened.push(() => {
		server.closeAllConnections();
		server.close();
	});
	const address = server.address();
	const port = typeof address === "object" ? address?.port : 0;
	const { environment, timers } = countingEnvironment();
	const baseUrl = `http://127.0.0.1:${port}`;
	const engine = restEngine({ baseUrl, environment, ...options });
	return { engine, urls, timers, baseUrl };
}

const as = { bearer: "bearer-1" };
const id = "o1";

function answering(
	status: number,
	body: string,
	headers: Readonly<Record<string, string>> = {},
): Handler {
	return (_, response) => {
		const type = { "content-type": "application/json" };
		response.writeHead(status, { ...type, ...headers }).end(body);
	};
}

const html = { "content-type": "text/html" };

test.each<[string, Handler, Partial<Failure>]>([
	[
		"a page with 200 (N8)",
		answering(200, "<html>Sign in</html>", html),
		{ kind: "lost", why: "not-json", httpStatus: 200 },
	],
	[
		"a page with 502 (N19)",
		answering(502, "<html>Bad gateway</html>", html),
		{ kind: "lost", why: "not-json", httpStatus: 502 },
	],
	[
		"garbage called JSON",
		answering(200, "\u0000garbage"),
		{ kind: "lost", why: "unreadable", httpStatus: 200 },
	],
	[
		"an empty body where a row belongs",
		answering(200, ""),
		{ kind: "lost", why: "unreadable" },
	],
	[
		"a JSON body of the wrong shape",
		answering(200, "[1,2]"),
		{ kind: "lost", why: "unreadable" },
	],
	[
		"bytes that are no UTF-8",
		(_, response) => response.end(Buffer.from([0x7b, 0xff, 0xfe, 0x7d])),
		{ kind: "lost", why: "unreadable" },
	],
	[
		"400 without a Status",
		answering(400, '{"error":"bad"}'),
		{ kind: "lost", why: "unreadable", httpStatus: 400 },
	],
	[
		"404 without a Status",
		answering(404, "not here", html),
		{ kind: "lost", why: "not-json", httpStatus: 404 },
	],
	[
		"a Status in a page's clothes",
		answering(404, '{"code":5,"message":"gone"}', html),
		{ kind: "status", code: "NOT_FOUND", message: "gone" },
	],
	[
		"a bare 401 (N13)",
		answering(401, ""),
		{ kind: "status", code: "UNAUTHENTICATED", httpStatus: 401 },
	],
	[
		"a portal's 401",
		answering(401, "<html>", html),
		{ kind: "lost", why: "not-json", httpStatus: 401 },
	],
	[
		"a bare 429 (N18)",
		answering(429, ""),
		{ kind: "status", code: "RESOURCE_EXHAUSTED", retryAfterMs: undefined },
	],
	[
		"a page with 429 and Retry-After (N18)",
		answering(429, "<html>", { ...html, "retry-after": "7" }),
		{ kind: "status", code: "RESOURCE_EXHAUSTED", retryAfterMs: 7_000 },
	],
	[
		"a bare 503 with Retry-After",
		answering(503, "", { "retry-after": "9" }),
		{ kind: "lost", httpStatus: 503, retryAfterMs: 9_000 },
	],
	[
		"413 from a proxy (N17)",
		answering(413, "", html),
		{ kind: "lost", httpStatus: 413 },
	],
	[
		"a broken connection (N2)",
		(_, response) => response.destroy(),
		{ kind: "lost", why: "network", httpStatus: 0 },
	],
	[
		"a body cut short (N7)",
		(_, response) => {
			response.writeHead(200, { "content-length": "100" });
			response.write('{"id":"o1"', () => response.destroy());
		},
		{ kind: "lost", why: "unreadable", httpStatus: 200 },
	],
])("[RC18] %s", async (_, handler, expected) => {
	const { engine, timers } = await facing(handler);
	const answer = await engine.getOrg({ id }, as);
	expect(answer).toMatchObject({ ok: false, failure: expected });
	expect(timers()).toBe(0);
});

test("[RC18] nobody listens (N1)", async () => {
	const { environment } = countingEnvironment();
	const engine = restEngine({ baseUrl: "http://127.0.0.1:1", environment });
	expect(await engine.listOrgs(as)).toMatchObject({
		failure: { kind: "lost", why: "network", httpStatus: 0 },
	});
});

test.each([301, 302, 303, 307, 308])(
	"[RC19] a redirect (%d) is not followed, and the bearer goes nowhere (N24)",
	async (status) => {
		const other = await facing(answering(200, '{"id":"o1"}'));
		const location = `${other.baseUrl}/api/v1/orgs/o1`;
		const { engine, urls } = await facing(answering(status, "", { location }));
		expect(await engine.getOrg({ id }, as)).toMatchObject({
			failure: { kind: "lost", why: "redirect", httpStatus: status },
		});
		expect(urls).toEqual(["/api/v1/orgs/o1"]);
		expect(other.urls).toEqual([]);
	},
);

test("[RC20] the deadline covers a body that trickles (N6), and leaves no timer", async () => {
	let stopped = () => {};
	const gone = new Promise<void>((resolve) => {
		stopped = resolve;
	});
	const { engine, timers } = await facing((_, response) => {
		response.writeHead(200, { "content-type": "application/json" });
		const drip = setInterval(() => response.write(" "), 5);
		response.on("close", () => {
			clearInterval(drip);
			stopped();
		});
	});
	const answer = await engine.getOrg({ id }, { ...as, deadlineMs: 100 });
	expect(answer).toMatchObject({ failure: { kind: "lost", why: "timeout" } });
	expect(timers()).toBe(0);
	// The connection is let go of, or this never resolves.
	await gone;
});

test.each([
	[429, { kind: "status", code: "RESOURCE_EXHAUSTED", retryAfterMs: 90_000 }],
	[503, { kind: "lost", why: "timeout", retryAfterMs: 90_000 }],
	[200, { kind: "lost", why: "timeout", retryAfterMs: 90_000 }],
])(
	"[RC20] what the head of a %i asked for counts though its body never comes (N6, N16)",
	async (status, failure) => {
		const { engine, timers } = await facing((_, response) => {
			response.writeHead(status, { "retry-after": "90" });
			response.write(" ");
		});
		const answer = await engine.getOrg({ id }, { ...as, deadlineMs: 100 });
		expect(answer).toMatchObject({
			failure: { httpStatus: status, ...failure },
		});
		expect(timers()).toBe(0);
	},
);

test("[RC20] an Engine that never answers is given up at the deadline (N6)", async () => {
	const { engine, timers } = await facing(() => {}, { deadlineMs: 50 });
	expect(await engine.listOrgs(as)).toMatchObject({
		failure: { kind: "lost", why: "timeout", httpStatus: 0 },
	});
	expect(timers()).toBe(0);
});

test("[RC21] given up in flight: lost; given up before, or closed: nothing was sent", async () => {
	let arrived = () => {};
	const arrival = new Promise<void>((resolve) => {
		arrived = resolve;
	});
	const { engine, timers, urls } = await facing(() => arrived());
	const controller = new AbortController();
	const { signal } = controller;
	const answer = engine.listOrgs({ ...as, signal });
	await arrival;
	controller.abort();
	expect(await answer).toMatchObject({
		failure: { kind: "lost", why: "aborted" },
	});
	expect(await engine.listOrgs({ ...as, signal })).toMatchObject({
		failure: { kind: "unsent", why: "aborted" },
	});
	await engine.close();
	expect(await engine.listOrgs(as)).toMatchObject({
		failure: { kind: "unsent", why: "aborted" },
	});
	expect([timers(), urls.length]).toEqual([0, 1]);
});

test("[RC22] [X20] an endless body is given up at the bound", async () => {
	const flood = "x".repeat(65_536);
	const { engine } = await facing(
		(_, response) => {
			response.writeHead(200, { "content-type": "application/json" });
			const pour = () => {
				while (!response.destroyed && response.write(flood));
				response.once("drain", pour);
			};
			pour();
		},
		{ maxBodyBytes: 1_000_000 },
	);
	expect(await engine.listOrgs(as)).toMatchObject({
		failure: { kind: "lost", why: "too-large", httpStatus: 200 },
	});
});
