import { expect, test } from "vitest";
import { createSession } from "./create-session.js";
import { fakeAuth, lost, refusal, tokens } from "./fake-auth.js";
import type { TokenStore } from "./token-store.js";

const ada = {
	by: "password",
	email: "ada@example.com",
	password: "correct horse",
} as const;

function memoryStore(stored?: string) {
	const kept = { token: stored };
	const store: TokenStore = {
		load: async () => kept.token,
		save: async (token) => {
			kept.token = token;
		},
		clear: async () => {
			kept.token = undefined;
		},
	};
	return { kept, store };
}

function setUp(tokenStore: TokenStore) {
	const fake = fakeAuth();
	const environment = { monotonic: () => 0 };
	const session = createSession({ auth: fake.auth, environment, tokenStore });
	return { ...fake, session };
}

test("[SE13] a new process goes on with the stored refresh token and stores its successor", async () => {
	const { kept, store } = memoryStore("refresh-0");
	const { session, request } = setUp(store);
	const bearer = session.bearer();
	const refresh = await request(1);
	expect([refresh.call, refresh.secret]).toEqual(["refreshToken", "refresh-0"]);
	refresh.answer(tokens(1));
	expect(await bearer).toEqual({ ok: true, value: "bearer-1" });
	expect(kept.token).toBe("refresh-1");
	expect(session.state).toEqual({ name: "signed-in", kept: "stored" });
});

test("[SE13] a stored refresh token survives a refresh without an answer", async () => {
	const { kept, store } = memoryStore("refresh-0");
	const { session, request } = setUp(store);
	const first = session.bearer();
	(await request(1)).answer(lost());
	expect((await first).ok).toBe(false);
	const second = session.bearer();
	expect((await request(2)).secret).toBe("refresh-0");
	expect(kept.token).toBe("refresh-0");
	await session.signOut();
	expect((await second).ok).toBe(false);
});

test("[SE13] an empty store: somebody has to sign in, and that is stored", async () => {
	const { kept, store } = memoryStore();
	const { session, asked, request } = setUp(store);
	expect(await session.bearer()).toMatchObject({
		ok: false,
		failure: { why: "signed-out" },
	});
	expect(asked).toHaveLength(0);
	const signing = session.signIn(ada);
	(await request(1)).answer(tokens(1));
	await signing;
	expect(kept.token).toBe("refresh-1");
});

test("[SE14] a refused refresh token and a sign-out leave nothing in the store", async () => {
	const refusedStore = memoryStore("refresh-0");
	const one = setUp(refusedStore.store);
	const bearer = one.session.bearer();
	(await one.request(1)).answer(refusal());
	await bearer;
	const signedOutStore = memoryStore("refresh-0");
	const two = setUp(signedOutStore.store);
	await two.session.signOut();
	expect([refusedStore.kept.token, signedOutStore.kept.token]).toEqual([
		undefined,
		undefined,
	]);
});

/** A store whose first save waits until it is told to go on. */
function slowStore() {
	const { kept, store } = memoryStore();
	let finishSave = () => {};
	const mayFinish = new Promise<void>((resolve) => {
		finishSave = resolve;
	});
	let hasBegun = () => {};
	const begun = new Promise<void>((resolve) => {
		hasBegun = resolve;
	});
	const save = async (token: string) => {
		hasBegun();
		await mayFinish;
		await store.save(token);
	};
	return { kept, store: { ...store, save }, begun, finishSave };
}

test("[SE14] a save under way when somebody signs out does not land behind the clear", async () => {
	const { kept, store, begun, finishSave } = slowStore();
	const { session, request, settle } = setUp(store);
	const signing = session.signIn(ada);
	(await request(1)).answer(tokens(1));
	await begun;
	const signedOut = session.signOut();
	finishSave();
	await signedOut;
	await signing;
	await settle();
	expect(kept.token).toBeUndefined();
	expect(session.state.name).toBe("signed-out");
});

test("[SE11] a save under way when somebody else signs in brings nobody back", async () => {
	const { kept, store, begun, finishSave } = slowStore();
	const { session, request, settle } = setUp(store);
	const first = session.signIn(ada);
	(await request(1)).answer(tokens(1));
	await begun;
	const second = session.signIn({ ...ada, email: "grace@example.com" });
	const grace = await request(2);
	finishSave();
	await settle();
	expect((await first).ok).toBe(false);
	expect(session.state.name).toBe("signing-in");
	grace.answer(tokens(2));
	expect((await second).ok).toBe(true);
	expect(await session.bearer()).toEqual({ ok: true, value: "bearer-2" });
	expect(kept.token).toBe("refresh-2");
});

test("[SE14] signing in as somebody else leaves nothing of the one before, even if it finds no answer", async () => {
	const { kept, store } = memoryStore("refresh-0");
	const { session, request } = setUp(store);
	const signing = session.signIn(ada);
	(await request(1)).answer(lost());
	expect((await signing).ok).toBe(false);
	expect(kept.token).toBeUndefined();
});

test("[SE14] an answer that comes after the sign-out is not stored", async () => {
	const { kept, store } = memoryStore("refresh-0");
	const { session, request, settle } = setUp(store);
	const waiting = session.bearer();
	const refresh = await request(1);
	await session.signOut();
	refresh.answer(tokens(1));
	await settle();
	expect((await waiting).ok).toBe(false);
	expect(kept.token).toBeUndefined();
});

test("[SE15] a store that cannot save is told in the state; the session goes on", async () => {
	const { store } = memoryStore();
	const { session, request } = setUp({
		...store,
		save: () => Promise.reject(new Error("full")),
	});
	const signing = session.signIn(ada);
	(await request(1)).answer(tokens(1));
	expect((await signing).ok).toBe(true);
	expect(session.state).toEqual({ name: "signed-in", kept: "not-stored" });
});

test("[SE15] a store that cannot be read is asked again by the next call", async () => {
	const { store } = memoryStore("refresh-0");
	let failures = 1;
	const { session, request } = setUp({
		...store,
		load: () =>
			failures-- > 0 ? Promise.reject(new Error("locked")) : store.load(),
	});
	expect(await session.bearer()).toMatchObject({
		ok: false,
		failure: { kind: "unsent", why: "no-bearer" },
	});
	expect(session.state.name).toBe("idle");
	const second = session.bearer();
	(await request(1)).answer(tokens(1));
	expect(await second).toEqual({ ok: true, value: "bearer-1" });
});

test("[SE15] a store that cannot be cleared makes signOut() say so, signed out all the same", async () => {
	const { store } = memoryStore("refresh-0");
	const { session } = setUp({
		...store,
		clear: () => Promise.reject(new Error("locked")),
	});
	await expect(session.signOut()).rejects.toMatchObject({
		code: "STORAGE_FAILED",
	});
	expect(session.state.name).toBe("signed-out");
});

test("[SE12] closing waits for a refresh whose new token the store would miss", async () => {
	const { kept, store } = memoryStore("refresh-0");
	const { session, request } = setUp(store);
	const waiting = session.bearer();
	const refresh = await request(1);
	const closing = session.close();
	expect(await waiting).toMatchObject({
		ok: false,
		failure: { why: "aborted" },
	});
	refresh.answer(tokens(1));
	await closing;
	expect(kept.token).toBe("refresh-1");
});
