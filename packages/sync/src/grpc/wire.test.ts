import { create, toBinary } from "@bufbuild/protobuf";
import {
	ErrorInfoSchema,
	ListOrgsResponseSchema,
	ListOrgUsersResponseSchema,
	OrgSchema,
	ProjectSchema,
	RetryInfoSchema,
	StatusSchema,
	SuggestionInfoSchema,
} from "@engine-offline/wire";
import { afterEach, expect, test } from "vitest";
import type { Failure } from "../engine.js";
import {
	answering,
	closeOpened,
	facing,
	framed,
	grpcHeaders,
	refusing,
	type Serve,
} from "./test-server.js";

afterEach(closeOpened);

const as = { bearer: "bearer-1" };
const id = "o1";
const good = framed(toBinary(OrgSchema, create(OrgSchema, { id, name: "n" })));

test.each<[string, Serve, Partial<Failure>]>([
	[
		"a page with 200 (N8)",
		page(200, "text/html"),
		{ kind: "lost", why: "not-json", httpStatus: 200 },
	],
	[
		"JSON from a proxy",
		page(502, "application/json"),
		{ kind: "lost", why: "not-json", httpStatus: 502 },
	],
	[
		"a redirect",
		(s) => {
			s.respond(
				{ ":status": 302, location: "https://x.example" },
				{ endStream: true },
			);
		},
		{ kind: "lost", why: "redirect", httpStatus: 302 },
	],
	[
		"a proxy's 429 with Retry-After",
		(s) => {
			s.respond({ ":status": 429, "retry-after": "7" }, { endStream: true });
		},
		{
			kind: "status",
			code: "RESOURCE_EXHAUSTED",
			httpStatus: 429,
			retryAfterMs: 7_000,
		},
	],
	[
		"a proxy's 401",
		page(401, "text/plain"),
		{ kind: "status", code: "UNAUTHENTICATED", httpStatus: 401 },
	],
	[
		"no trailers",
		(s) => {
			s.respond(grpcHeaders);
			s.end(good);
		},
		{ kind: "lost", why: "unreadable" },
	],
	[
		"a message cut short (N7)",
		answering(good.subarray(0, 7)),
		{ kind: "lost", why: "unreadable" },
	],
	[
		"no message",
		answering(Buffer.alloc(0)),
		{ kind: "lost", why: "unreadable" },
	],
	[
		"two messages",
		answering(Buffer.concat([good, good])),
		{ kind: "lost", why: "unreadable" },
	],
	[
		"a compressed message nobody asked for",
		answering(Buffer.concat([Buffer.from([1]), good.subarray(1)])),
		{ kind: "lost", why: "unreadable" },
	],
	[
		"bytes that are no message",
		answering(framed(Buffer.from("not protobuf"))),
		{ kind: "lost", why: "unreadable" },
	],
	[
		"a row without an id",
		answering(framed(Buffer.alloc(0))),
		{ kind: "lost", why: "unreadable" },
	],
	[
		"a reset stream",
		(s) => s.close(2),
		{ kind: "lost", why: "unreadable", httpStatus: 0 },
	],
	[
		"a connection that breaks",
		(s) => s.session?.destroy(),
		{ kind: "lost", why: "network", httpStatus: 0 },
	],
	[
		"a connection that breaks in mid-answer",
		(s) => {
			s.respond(grpcHeaders);
			s.write(good.subarray(0, 6), () => s.session?.destroy());
		},
		{ kind: "lost", why: "network" },
	],
	[
		"a message that says it is too long (X20)",
		(s) => {
			s.respond(grpcHeaders);
			s.write(framed(Buffer.from("x"), 2 ** 31));
		},
		{ kind: "lost", why: "too-large" },
	],
	[
		"a code that nobody knows",
		refusing({ "grpc-status": "99" }),
		{ kind: "status", code: "UNKNOWN", httpStatus: 500 },
	],
])("[GC4] %s is no answer", async (_, serve, failure) => {
	const { engine, timers } = await facing(serve);
	const answer = await engine.getOrg({ id }, as);
	expect(answer).toMatchObject({ ok: false, failure });
	expect(timers()).toBe(0);
});

test("[GC4] an endless answer is given up at the bound", async () => {
	const endless: Serve = (stream) => {
		stream.respond(grpcHeaders);
		const more = () => {
			if (!stream.destroyed) stream.write(Buffer.alloc(16_384), more);
		};
		stream.write(framed(Buffer.alloc(0), 100), more);
	};
	const { engine } = await facing(endless, { maxMessageBytes: 1_000 });
	expect(await engine.listOrgs(as)).toMatchObject({
		failure: { kind: "lost", why: "too-large" },
	});
});

test("[GC5] code, reason, suggestion and the time to wait are read from the details", async () => {
	const any = (typeUrl: string, value: Uint8Array) => ({ typeUrl, value });
	const info = create(ErrorInfoSchema, { reason: "QUOTA" });
	const suggestion = create(SuggestionInfoSchema, { suggestion: "Buy." });
	const retryDelay = { seconds: 3n, nanos: 500_000_000 };
	const status = create(StatusSchema, {
		code: 8,
		details: [
			any(
				"type.googleapis.com/google.rpc.ErrorInfo",
				toBinary(ErrorInfoSchema, info),
			),
			any(
				"type.googleapis.com/other.SuggestionInfo",
				toBinary(SuggestionInfoSchema, suggestion),
			),
			any(
				"type.googleapis.com/google.rpc.RetryInfo",
				toBinary(RetryInfoSchema, create(RetryInfoSchema, { retryDelay })),
			),
			any("type.googleapis.com/google.rpc.ErrorInfo", Buffer.from("torn")),
		],
	});
	const details = Buffer.from(toBinary(StatusSchema, status)).toString(
		"base64",
	);
	const { engine } = await facing(
		refusing({
			"grpc-status": "8",
			"grpc-message": "zu viel%21 %C3%A4",
			"grpc-status-details-bin": details.replace(/=+$/, ""),
		}),
	);
	expect(await engine.listOrgs(as)).toEqual({
		ok: false,
		failure: {
			kind: "status",
			code: "RESOURCE_EXHAUSTED",
			httpStatus: 429,
			reason: "QUOTA",
			message: "zu viel! ä",
			suggestion: "Buy.",
			retryAfterMs: 3_500,
		},
	});
});

test("[GC5] details that are garbage, and a message that is, leave the code standing", async () => {
	const { engine } = await facing(
		refusing({
			"grpc-status": "7",
			"grpc-message": "100%",
			"grpc-status-details-bin": "AAAA",
		}),
	);
	expect(await engine.listOrgs(as)).toMatchObject({
		failure: {
			code: "PERMISSION_DENIED",
			message: "100%",
			reason: "",
			retryAfterMs: undefined,
		},
	});
});

test("[GC6] a row that cannot be read hides no other", async () => {
	const row = (init: object) =>
		Buffer.from(toBinary(OrgSchema, create(OrgSchema, init)));
	const entry = (bytes: Buffer) =>
		Buffer.concat([Buffer.from([0x0a, bytes.length]), bytes]);
	const torn = Buffer.concat([row({ id: "torn" }), Buffer.from([0x12, 0x7f])]);
	const body = Buffer.concat([
		entry(row({ id: "a", name: "A" })),
		entry(torn),
		entry(Buffer.from([0x12, 0x7f])),
		entry(row({ id: "../b" })),
		// A field of the list that nobody knows.
		Buffer.from([0x7a, 0x01, 0x00]),
		entry(row({ id: "c" })),
	]);
	const { engine } = await facing(answering(framed(body)));
	const answer = await engine.listOrgs(as);
	expect(answer).toMatchObject({
		ok: true,
		value: {
			rows: [
				{ id: "a", name: "A" },
				{ id: "c", name: "" },
			],
			invalid: ["torn"],
			unreadable: 2,
		},
	});
});

test("[GC6] a member that cannot be read is named by its user", async () => {
	const list = create(ListOrgUsersResponseSchema, {
		orgUsers: [{ user: { id: "u1" }, role: "r" }],
	});
	const bytes = Buffer.from(toBinary(ListOrgUsersResponseSchema, list));
	// The role's length now points past the end of its row.
	bytes[bytes.length - 2] = 0x7f;
	const { engine } = await facing(answering(framed(bytes)));
	expect(await engine.listOrgUsers({ id }, as)).toEqual({
		ok: true,
		value: { rows: [], invalid: ["u1"], unreadable: 0 },
	});
});

test("[GC6] an empty message is a whole, empty list", async () => {
	const { engine } = await facing(
		answering(
			framed(toBinary(ListOrgsResponseSchema, create(ListOrgsResponseSchema))),
		),
	);
	expect(await engine.listOrgs(as)).toEqual({
		ok: true,
		value: { rows: [], invalid: [], unreadable: 0 },
	});
});

test("[GC7] a project's config never gets through", async () => {
	const project = create(ProjectSchema, {
		id: "p",
		config: { storage: "canary" },
	});
	const { engine } = await facing(
		answering(framed(toBinary(ProjectSchema, project))),
	);
	const answer = await engine.getProject({ id: "p" }, as);
	expect(answer.ok).toBe(true);
	expect(JSON.stringify(answer)).not.toContain("canary");
});

function page(status: number, type: string): Serve {
	return (stream) => {
		stream.respond({ ":status": status, "content-type": type });
		stream.end("<html>Sign in</html>");
	};
}
