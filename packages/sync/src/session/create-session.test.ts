import { firstValueFrom, toArray } from "rxjs";
import { expect, test } from "vitest";
import { createSession } from "./create-session.js";
import { fakeAuth, lost, refusal, tokens } from "./fake-auth.js";
import type { SessionOptions } from "./session-options.js";

const ada = {
	by: "password",
	email: "ada@example.com",
	password: "correct horse",
} as const;

function setUp(options: Partial<SessionOptions> = {}) {
	const clock = { ms: 1_000 };
	const fake = fakeAuth();
	const session = createSession({
		auth: fake.auth,
		environment: { monotonic: () => clock.ms },
		...options,
	});
	return { ...fake, clock, session };
}

async function signedIn(options: Partial<SessionOptions> = {}) {
	const world = setUp(options);
	const signing = world.session.signIn(ada);
	(await world.request(1)).answer(tokens(1));
	expect(await signing).toEqual({ ok: true, value: undefined });
	return world;
}

const minutes = (count: number) => count * 60_000;

test("[SE2] signs in by e-mail and password and hands out the bearer", async () => {
	const { session, asked } = await signedIn();
	expect(await session.bearer()).toEqual({ ok: true, value: "bearer-1" });
	expect(session.state).toEqual({ name: "signed-in", kept: "memory" });
	expect(session.email).toBe("ada@example.com");
	expect(asked.map(({ call }) => call)).toEqual(["signInWithEmail"]);
});

test("[SE2] given credentials, signs in at the first call that wants a bearer, not before", async () => {
	const { session, asked, request } = setUp({
		credentials: { by: "custom-token", token: "long-lived" },
	});
	expect(asked).toHaveLength(0);
	expect(session.state.name).toBe("idle");
	const bearer = session.bearer();
	const first = await request(1);
	expect([first.call, first.secret]).toEqual([
		"signInWithCustomToken",
		"long-lived",
	]);
	first.answer(tokens(1));
	expect(await bearer).toEqual({ ok: true, value: "bearer-1" });
});

test("[SE3] refreshes when less than five minutes are left, and not before", async () => {
	const { session, clock, asked, request } = await signedIn();
	clock.ms += minutes(55) - 1;
	expect(await session.bearer()).toEqual({ ok: true, value: "bearer-1" });
	expect(asked).toHaveLength(1);
	clock.ms += 1;
	const bearer = session.bearer();
	const refresh = await request(2);
	expect([refresh.call, refresh.secret]).toEqual(["refreshToken", "refresh-1"]);
	refresh.answer(tokens(2));
	expect(await bearer).toEqual({ ok: true, value: "bearer-2" });
});

test("[SE3] refreshes a short life when a fifth of it is left", async () => {
	const { session, clock, asked, request } = setUp();
	const signing = session.signIn(ada);
	(await request(1)).answer(tokens(1, 100_000));
	await signing;
	clock.ms += 79_999;
	expect(await session.bearer()).toEqual({ ok: true, value: "bearer-1" });
	clock.ms += 1;
	const bearer = session.bearer();
	(await request(2)).answer(tokens(2));
	expect(await bearer).toEqual({ ok: true, value: "bearer-2" });
	expect(asked).toHaveLength(2);
});

test("[SE4] uses each refresh token once: the next refresh sends the one that came last", async () => {
	const { session, clock, request, asked } = await signedIn();
	for (const n of [2, 3, 4]) {
		clock.ms += minutes(58);
		const bearer = session.bearer();
		(await request(n)).answer(tokens(n));
		await bearer;
	}
	expect(asked.slice(1).map(({ secret }) => secret)).toEqual([
		"refresh-1",
		"refresh-2",
		"refresh-3",
	]);
});

test("[SE5] one refresh at a time: everybody waits for the same one", async () => {
	const { session, clock, asked, request } = await signedIn();
	clock.ms += minutes(58);
	const callers = [
		session.bearer(),
		session.bearer(),
		session.rejected("bearer-1"),
		session.rejected("bearer-1"),
	];
	(await request(2)).answer(tokens(2));
	for (const answer of await Promise.all(callers))
		expect(answer).toEqual({ ok: true, value: "bearer-2" });
	expect(asked).toHaveLength(2);
});

test("[SE6] a rejected bearer is refreshed once; told of it again, the newer one is answered", async () => {
	const { session, asked, request } = await signedIn();
	const another = session.rejected("bearer-1");
	(await request(2)).answer(tokens(2));
	expect(await another).toEqual({ ok: true, value: "bearer-2" });
	expect(await session.rejected("bearer-1")).toEqual({
		ok: true,
		value: "bearer-2",
	});
	expect(asked).toHaveLength(2);
});

test("[SE6] a bearer rejected while it is being refreshed is not used again when the refresh fails", async () => {
	const { session, clock, request } = await signedIn();
	clock.ms += minutes(57);
	const proactive = session.bearer();
	const afterRejection = session.rejected("bearer-1");
	(await request(2)).answer(lost());
	expect(await proactive).toEqual(lost());
	expect(await afterRejection).toEqual(lost());
	expect(session.state).toEqual({ name: "idle", message: "unreachable" });
});

test("[SE7] a refused refresh token is followed by the credentials, if they are held", async () => {
	const { session, request } = await signedIn();
	const bearer = session.rejected("bearer-1");
	(await request(2)).answer(refusal());
	const again = await request(3);
	expect([again.call, again.secret]).toEqual([
		"signInWithEmail",
		"correct horse",
	]);
	again.answer(tokens(3));
	expect(await bearer).toEqual({ ok: true, value: "bearer-3" });
});

test("[SE7] credentials that are not to be held are gone once they have served", async () => {
	const { session, asked, request } = await signedIn({
		holdCredentials: false,
	});
	const bearer = session.rejected("bearer-1");
	(await request(2)).answer(refusal());
	expect((await bearer).ok).toBe(false);
	expect(asked).toHaveLength(2);
	expect(session.state.name).toBe("signed-out");
});

test.each([
	["wrong password", refusal("UNAUTHENTICATED", 401)],
	["wrong password, the other way", refusal("INVALID_ARGUMENT", 400)],
	["account closed", refusal("PERMISSION_DENIED", 403)],
])(
	"[SE8] %s: signed out, and nothing is sent until somebody signs in",
	async (_, answer) => {
		const { session, asked, request } = setUp();
		const signing = session.signIn(ada);
		(await request(1)).answer(answer);
		expect(await signing).toEqual(answer);
		expect(session.state).toEqual({
			name: "signed-out",
			why: "refused",
			message: "No such account. Sign in again.",
		});
		expect(await session.bearer()).toMatchObject({
			ok: false,
			failure: { kind: "unsent", why: "signed-out" },
		});
		expect(asked).toHaveLength(1);
		const better = session.signIn({ ...ada, password: "better horse" });
		(await request(2)).answer(tokens(2));
		expect((await better).ok).toBe(true);
		expect(await session.bearer()).toEqual({ ok: true, value: "bearer-2" });
	},
);

test.each([
	["a lost connection", lost()],
	["a rate limit", refusal("RESOURCE_EXHAUSTED", 429)],
	["a failing Engine", refusal("INTERNAL", 500)],
])(
	"[SE9] %s signs nobody out: answered, and tried by the next call",
	async (_, answer) => {
		const { session, request } = setUp({ credentials: ada });
		const first = session.bearer();
		(await request(1)).answer(answer);
		expect(await first).toEqual(answer);
		expect(session.state.name).toBe("idle");
		const second = session.bearer();
		(await request(2)).answer(tokens(2));
		expect(await second).toEqual({ ok: true, value: "bearer-2" });
	},
);

test("[SE10] a refresh without an answer is put off while the bearer lives, and not asked at each call", async () => {
	const { session, clock, asked, request } = await signedIn();
	clock.ms += minutes(56);
	const bearer = session.bearer();
	(await request(2)).answer(lost());
	expect(await bearer).toEqual({ ok: true, value: "bearer-1" });
	expect(session.state).toEqual({ name: "signed-in", kept: "memory" });
	for (let call = 0; call < 20; call++) await session.bearer();
	expect(asked).toHaveLength(2);
	clock.ms += minutes(2);
	const later = session.bearer();
	(await request(3)).answer(tokens(3));
	expect(await later).toEqual({ ok: true, value: "bearer-3" });
});

test("[SE10] a bearer that has ended is not handed out when the refresh finds no answer", async () => {
	const { session, clock, request } = await signedIn();
	clock.ms += minutes(61);
	const bearer = session.bearer();
	(await request(2)).answer(lost(7_000));
	expect(await bearer).toEqual(lost(7_000));
	expect(session.state).toEqual({ name: "idle", message: "unreachable" });
});

test("[SE11] signing in as somebody else makes what is under way for the first come to nothing", async () => {
	const { session, request } = setUp();
	const first = session.signIn(ada);
	const waiting = session.bearer();
	const early = await request(1);
	const second = session.signIn({ ...ada, email: "grace@example.com" });
	expect(early.signal?.aborted).toBe(true);
	(await request(2)).answer(tokens(2));
	early.answer(tokens(1));
	expect(await first).toMatchObject({ ok: false, failure: { why: "aborted" } });
	expect((await second).ok).toBe(true);
	expect(await waiting).toEqual({ ok: true, value: "bearer-2" });
	expect(await session.bearer()).toEqual({ ok: true, value: "bearer-2" });
	expect(session.email).toBe("grace@example.com");
});

test("[SE11] a refusal of the one before does not sign out the one after", async () => {
	const { session, request, settle } = setUp();
	const first = session.signIn(ada);
	const early = await request(1);
	const second = session.signIn({ ...ada, email: "grace@example.com" });
	(await request(2)).answer(tokens(2));
	expect((await second).ok).toBe(true);
	early.answer(refusal());
	await settle();
	expect((await first).ok).toBe(false);
	expect(session.state.name).toBe("signed-in");
	expect(await session.bearer()).toEqual({ ok: true, value: "bearer-2" });
});

test("[SE11] signing out drops what is under way and all that could sign in again", async () => {
	const { session, asked, request } = await signedIn();
	const waiting = session.rejected("bearer-1");
	const refresh = await request(2);
	await session.signOut();
	refresh.answer(tokens(2));
	const signedOut = { ok: false, failure: { why: "signed-out" } };
	expect(await waiting).toMatchObject(signedOut);
	expect(await session.bearer()).toMatchObject(signedOut);
	expect(session.state).toEqual({
		name: "signed-out",
		why: "asked",
		message: "",
	});
	expect([asked.length, session.email]).toEqual([2, ""]);
});

test("[SE12] closing answers everybody who waits, completes the states and sends no more", async () => {
	const { session, asked, request } = await signedIn();
	const states = firstValueFrom(session.state$.pipe(toArray()));
	const waiting = session.rejected("bearer-1");
	const refresh = await request(2);
	await session.close();
	expect(refresh.signal?.aborted).toBe(true);
	const closed = { ok: false, failure: { kind: "unsent", why: "aborted" } };
	expect(await waiting).toMatchObject(closed);
	expect(await session.bearer()).toMatchObject(closed);
	expect(await session.signIn(ada)).toMatchObject(closed);
	expect((await states).map(({ name }) => name)).toEqual([
		"signed-in",
		"refreshing",
	]);
	expect(asked).toHaveLength(2);
});
