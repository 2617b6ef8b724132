import { expect, test } from "vitest";
import type { CallOptions, Engine } from "../engine.js";
import { restEngine } from "./rest-engine.js";
import { countingEnvironment } from "./test-environment.js";

interface Sent {
	readonly url: string;
	readonly init: RequestInit;
}

/** A client whose requests are kept and all answered the same. */
function recording(answer: () => Response) {
	const sent: Sent[] = [];
	const { environment } = countingEnvironment({
		fetch: async (url, init = {}) => {
			sent.push({ url: String(url), init });
			return answer();
		},
	});
	const baseUrl = "https://engine.example.com/gate";
	return { sent, engine: restEngine({ baseUrl, environment }) };
}

const as: CallOptions = { bearer: "canary-bearer" };
const org = { name: "n", description: "d", logoUrl: "l" };
const smuggled = { role: "OrgOwner", admin: true, envelope: {} };

/** Every call of the port with fields that it does not know, and what must go out. */
const calls: readonly [
	string,
	(engine: Engine) => Promise<unknown>,
	string,
	Record<string, string>?,
][] = [
	["listOrgs", (e) => e.listOrgs(as), "GET /orgs"],
	["getOrg", (e) => e.getOrg({ id: "o" }, as), "GET /orgs/o"],
	[
		"createOrg",
		(e) => e.createOrg({ ...org, ...smuggled }, as),
		"POST /orgs",
		org,
	],
	[
		"updateOrg",
		(e) => e.updateOrg({ id: "o", ...org, ...smuggled }, as),
		"PUT /orgs/o",
		org,
	],
	["deleteOrg", (e) => e.deleteOrg({ id: "o" }, as), "DELETE /orgs/o"],
	["listOrgUsers", (e) => e.listOrgUsers({ id: "o" }, as), "GET /orgs/o/users"],
	[
		"getOrgUser",
		(e) => e.getOrgUser({ id: "o", userId: "u" }, as),
		"GET /orgs/o/users/u",
	],
	[
		"createOrgUser",
		(e) =>
			e.createOrgUser({ id: "o", userId: "u", roleId: "r", ...smuggled }, as),
		"POST /orgs/o/users",
		{ userId: "u", roleId: "r" },
	],
	[
		"deleteOrgUser",
		(e) => e.deleteOrgUser({ id: "o", userId: "u" }, as),
		"DELETE /orgs/o/users/u",
	],
	[
		"listOrgProjects",
		(e) => e.listOrgProjects({ orgId: "o" }, as),
		"GET /orgs/o/projects",
	],
	["listUserProjects", (e) => e.listUserProjects(as), "GET /projects"],
	["getProject", (e) => e.getProject({ id: "p" }, as), "GET /projects/p"],
	[
		"createProject",
		(e) =>
			e.createProject(
				{ name: "n", description: "d", orgId: "o", ...smuggled },
				as,
			),
		"POST /projects",
		{ name: "n", description: "d", orgId: "o" },
	],
	[
		"updateProject",
		(e) =>
			e.updateProject(
				{ id: "p", name: "n", description: "d", ...smuggled },
				as,
			),
		"PUT /projects/p",
		{ name: "n", description: "d" },
	],
	[
		"deleteProject",
		(e) => e.deleteProject({ id: "p" }, as),
		"DELETE /projects/p",
	],
	[
		"createUser",
		(e) => e.createUser({ email: "a@b.c", name: "n", ...smuggled }, as),
		"POST /users",
		{ email: "a@b.c", name: "n" },
	],
	[
		"createUser with a password",
		(e) => e.createUser({ email: "a@b.c", name: "n", password: "p" }, as),
		"POST /users",
		{ email: "a@b.c", name: "n", password: "p" },
	],
	[
		"updateUser",
		(e) => e.updateUser({ id: "u", name: "n", phone: "1", ...smuggled }, as),
		"PUT /users/u",
		{ name: "n", phone: "1" },
	],
	["getUser", (e) => e.getUser({ id: "u" }, as), "GET /users/u"],
	[
		"getUserByEmail",
		(e) => e.getUserByEmail({ email: "a+b@c.d" }, as),
		"GET /users?email=a%2Bb%40c.d",
	],
	["getConfigs", (e) => e.getConfigs(as), "GET /configs"],
];

test.each(calls)(
	"[RC23] [X12] %s sends its own fields alone, to its own route",
	async (...[, call, route, body]) => {
		const { engine, sent } = recording(() => new Response("{}"));
		await call(engine);
		expect(sent).toHaveLength(1);
		const { url = "", init = {} } = sent[0] ?? {};
		const prefix = "https://engine.example.com/gate/api/v1";
		expect(`${init.method} ${url.replace(prefix, "")}`).toBe(route);
		expect(
			init.body === undefined ? undefined : JSON.parse(`${init.body}`),
		).toEqual(body);
		expect(init.headers).toMatchObject({
			authorization: "Bearer canary-bearer",
		});
	},
);

test("[RC23] the table above has every call of the port", () => {
	const { engine } = recording(() => new Response("{}"));
	const names = Object.keys(engine).filter(
		(name) => !["address", "auth", "close"].includes(name),
	);
	const covered = new Set(calls.map(([name]) => name.split(" ")[0]));
	expect(names.filter((name) => !covered.has(name))).toEqual([]);
});

test("[RC24] sends no cookie and no referrer, takes nothing from a cache, follows nothing", async () => {
	const { engine, sent } = recording(() => new Response("{}"));
	await engine.listOrgs(as);
	expect(sent[0]?.init).toMatchObject({
		credentials: "omit",
		referrerPolicy: "no-referrer",
		cache: "no-store",
		redirect: "manual",
	});
});

test("[RC24] [X2] [X13] an answer from another origin is none, should a fetch follow a redirect all the same", async () => {
	const moved = new Response('{"orgs":[{"id":"o1"}]}');
	Object.defineProperty(moved, "url", {
		value: "https://engine.example.com.evil.example/api/v1/orgs",
	});
	const { engine } = recording(() => moved);
	expect(await engine.listOrgs(as)).toMatchObject({
		failure: { kind: "lost", why: "redirect" },
	});
});

test("[RC3] a hostile id goes nowhere: unsent, and refused for good", async () => {
	const { engine, sent } = recording(() => new Response("{}"));
	for (const id of ["../orgs", "//evil", "a?b", "%2e%2e", ".", "..", ""])
		for (const answer of [
			await engine.getOrg({ id }, as),
			await engine.deleteProject({ id }, as),
			await engine.getOrgUser({ id: "o", userId: id }, as),
		])
			expect(answer).toMatchObject({
				failure: { kind: "unsent", why: "invalid-request" },
			});
	expect(sent).toHaveLength(0);
});

test("[RC25] a bearer that no header can carry is not sent", async () => {
	const { engine, sent } = recording(() => new Response("{}"));
	for (const bearer of ["", "a b", "a\r\nx: y", "ä", "x".repeat(20_000)]) {
		const answer = await engine.listOrgs({ bearer });
		expect(answer).toMatchObject({ failure: { why: "invalid-request" } });
	}
	expect(sent).toHaveLength(0);
});

test("[RC26] [X14] no failure repeats a bearer, password or token, even when the other side does", async () => {
	const gossip = JSON.stringify({
		code: 3,
		message: "bad canary-password, canary-token, canary-refresh, canary-bearer",
		details: [
			{ reason: "canary-bearer" },
			{ suggestion: "not canary-password" },
		],
	});
	const { engine } = recording(() => new Response(gossip, { status: 400 }));
	const { auth } = engine;
	const answers = [
		await engine.createUser(
			{ email: "a@b.c", name: "n", password: "canary-password" },
			as,
		),
		await auth.signInWithEmail({ email: "a@b.c", password: "canary-password" }),
		await auth.signInWithCustomToken({ token: "canary-token" }),
		await auth.refreshToken({ refreshToken: "canary-refresh" }),
	];
	expect(JSON.stringify(answers[0])).not.toMatch(/canary-(password|bearer)/);
	expect(JSON.stringify(answers[1])).not.toContain("canary-password");
	expect(JSON.stringify(answers[2])).not.toContain("canary-token");
	expect(JSON.stringify(answers[3])).not.toContain("canary-refresh");
	expect(JSON.stringify(answers)).toContain("INVALID_ARGUMENT");
});

test("[RC26] the client itself holds no bearer and no base with more than a place", async () => {
	const { engine } = recording(() => new Response("{}"));
	await engine.listOrgs(as);
	expect(JSON.stringify(engine)).not.toContain("canary");
	expect(engine.address).toBe("https://engine.example.com/gate");
});
