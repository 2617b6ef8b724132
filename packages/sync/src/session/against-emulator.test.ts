import { systemEnvironment } from "@engine-offline/core";
import { createEmulator, type Quirks } from "@engine-offline/emulator";
import { afterEach, expect, test } from "vitest";
import { restEngine } from "../rest/rest-engine.js";
import { authorized } from "./authorized.js";
import { createSession } from "./create-session.js";

const fixtures = {
	accounts: [{ name: "Ada", email: "ada@example.com" }],
	orgs: [{ name: "Apache" }],
};

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
	for (const each of opened.splice(0).reverse()) await each.close();
});

async function setUp(quirks: Partial<Quirks> = {}) {
	const emulator = await createEmulator({ fixtures, quirks, seed: "session" });
	const environment = systemEnvironment();
	const engine = restEngine({ baseUrl: emulator.url, environment });
	const [ada] = emulator.accounts;
	const { email = "", password = "" } = ada ?? {};
	const session = createSession({
		auth: engine.auth,
		environment,
		credentials: { by: "password", email, password },
	});
	opened.push(emulator, engine, session);
	const count = (rpc: "RefreshToken" | "SignInWithEmail") =>
		emulator.control.requests({ rpc }).length;
	const listOrgs = () =>
		authorized(session, (bearer) => engine.listOrgs({ bearer }));
	return { emulator, engine, session, count, listOrgs };
}

test.each<Partial<Quirks>>([
	{},
	{ oldBearer: "endsAtOnce" },
	{ memberNames: "snake", emptyFields: "absent" },
])(
	"[SE20] N13: twenty calls meet an ended token (%j): one refresh, all answered",
	async (quirks) => {
		const { emulator, count, listOrgs } = await setUp(quirks);
		expect((await listOrgs()).ok).toBe(true);
		emulator.control.expireTokens();
		const answers = await Promise.all(Array.from({ length: 20 }, listOrgs));
		expect(answers.map(({ ok }) => ok)).toEqual(new Array(20).fill(true));
		expect([count("SignInWithEmail"), count("RefreshToken")]).toEqual([1, 1]);
	},
);

test("[SE20] N13: a write that met an ended token takes place once", async () => {
	const { emulator, engine, session, listOrgs } = await setUp();
	await listOrgs();
	emulator.control.expireTokens();
	const fields = { name: "Once", description: "", logoUrl: "" };
	const made = await authorized(session, (bearer) =>
		engine.createOrg(fields, { bearer }),
	);
	expect(made.ok).toBe(true);
	const { orgs } = emulator.control.groundTruth();
	expect(orgs.filter(({ name }) => name === "Once")).toHaveLength(1);
});

test("[SE20] the answer to a refresh is lost after the Engine replaced the token: the credentials sign in again", async () => {
	const { emulator, count, listOrgs } = await setUp();
	await listOrgs();
	emulator.control.expireTokens();
	emulator.control.misbehave({
		on: { rpc: "RefreshToken" },
		do: { kind: "dropAfter" },
	});
	expect(await listOrgs()).toMatchObject({
		ok: false,
		failure: { kind: "unsent", why: "no-bearer" },
	});
	expect((await listOrgs()).ok).toBe(true);
	expect([count("SignInWithEmail"), count("RefreshToken")]).toEqual([2, 2]);
});

test.each<Partial<Quirks>>([{}, { wrongSignIn: "invalid" }])(
	"[SE20] a wrong password (%j) signs out and is not tried again",
	async (quirks) => {
		const { session, count, listOrgs } = await setUp(quirks);
		await session.signIn({
			by: "password",
			email: "ada@example.com",
			password: "Wrong-password-1",
		});
		for (let call = 0; call < 5; call++)
			expect(await listOrgs()).toMatchObject({
				failure: { kind: "unsent", why: "signed-out" },
			});
		expect(session.state.name).toBe("signed-out");
		expect(count("SignInWithEmail")).toBe(1);
	},
);

test("[SE8] the advice to sign in again is given once, also when the Engine gives it", async () => {
	const { engine } = await setUp();
	const kept = "unknown-refresh-token";
	const session = createSession({
		auth: engine.auth,
		environment: systemEnvironment(),
		tokenStore: {
			load: async () => kept,
			save: async () => undefined,
			clear: async () => undefined,
		},
	});
	opened.push(session);
	expect((await session.bearer()).ok).toBe(false);
	expect(session.state).toMatchObject({
		message: "This refresh token is unknown or expired: sign in again.",
	});
});
