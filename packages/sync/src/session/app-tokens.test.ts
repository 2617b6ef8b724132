import { inspect } from "node:util";
import { expect, test } from "vitest";
import { createSession } from "./create-session.js";
import type { GetToken } from "./credentials.js";
import { fakeAuth, refusal, tokens } from "./fake-auth.js";

function setUp(getToken: GetToken) {
	const { auth, asked } = fakeAuth();
	const environment = { monotonic: () => 0 };
	const credentials = { by: "app", getToken } as const;
	return { asked, session: createSession({ auth, environment, credentials }) };
}

test("[SE18] an app's own bearer is used until the Engine turns it away, then asked for again", async () => {
	const told: (string | undefined)[] = [];
	const { session, asked } = setUp(async (rejected) => {
		told.push(rejected);
		return `app-${told.length}`;
	});
	expect(await session.bearer()).toEqual({ ok: true, value: "app-1" });
	expect(await session.bearer()).toEqual({ ok: true, value: "app-1" });
	expect(await session.rejected("app-1")).toEqual({ ok: true, value: "app-2" });
	expect(told).toEqual([undefined, "app-1"]);
	expect(asked).toHaveLength(0);
});

test.each([
	["nobody", async () => undefined],
	["the rejected bearer again", async () => "app-1"],
])("[SE18] an app that answers %s signs the session out", async (_, second) => {
	let isFirst = true;
	const { session } = setUp(async () => {
		if (!isFirst) return second();
		isFirst = false;
		return "app-1";
	});
	await session.bearer();
	expect(await session.rejected("app-1")).toMatchObject({
		ok: false,
		failure: { kind: "unsent", why: "signed-out" },
	});
	expect(session.state.name).toBe("signed-out");
});

test("[SE18] an app whose getToken fails is asked again, and its error is not passed on", async () => {
	let isFirst = true;
	const { session } = setUp(async () => {
		if (!isFirst) return "app-2";
		isFirst = false;
		throw new Error("canary-secret");
	});
	const first = await session.bearer();
	expect(first).toMatchObject({ ok: false, failure: { why: "no-bearer" } });
	expect(JSON.stringify(first)).not.toContain("canary");
	expect(await session.bearer()).toEqual({ ok: true, value: "app-2" });
});

test("[SE19] nothing public holds a password or token: session, states, answers, errors", async () => {
	const { auth, request } = fakeAuth();
	const session = createSession({
		auth,
		environment: { monotonic: () => 0 },
		tokenStore: {
			load: async () => undefined,
			save: () => Promise.reject(new Error("full")),
			clear: () => Promise.reject(new Error("full")),
		},
	});
	const seen: unknown[] = [session];
	session.state$.subscribe((state) => seen.push(state));
	const signing = session.signIn({
		by: "password",
		email: "ada@example.com",
		password: "canary-password",
	});
	(await request(1)).answer(tokens(1));
	seen.push(await signing);
	const rejected = session.rejected("bearer-1");
	(await request(2)).answer(refusal());
	(await request(3)).answer(refusal());
	seen.push(await rejected);
	seen.push(await session.signOut().catch((error: unknown) => error));
	const shown = seen
		.flatMap((value) => [JSON.stringify(value), inspect(value, { depth: 9 })])
		.join("\n");
	expect(shown).not.toMatch(/canary|bearer-|refresh-\d/);
	expect(shown).toContain("signed-out");
});
