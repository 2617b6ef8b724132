import { expect, test } from "vitest";
import type { Answer } from "../engine.js";
import { authorized } from "./authorized.js";
import { createSession } from "./create-session.js";
import { fakeAuth, lost, refusal, tokens } from "./fake-auth.js";

async function setUp() {
	const fake = fakeAuth();
	const session = createSession({
		auth: fake.auth,
		environment: { monotonic: () => 0 },
	});
	const signing = session.signIn({ by: "custom-token", token: "long-lived" });
	(await fake.request(1)).answer(tokens(1));
	await signing;
	return { ...fake, session };
}

/** A call that turns away the bearers named, and remembers all it saw. */
function callRefusing(...bearers: readonly string[]) {
	const seen: string[] = [];
	const call = async (bearer: string): Promise<Answer<string>> => {
		seen.push(bearer);
		return bearers.includes(bearer) ? refusal() : { ok: true, value: "done" };
	};
	return { seen, call };
}

test("[SE16] a call that is turned away for its bearer is made again with another, once", async () => {
	const { session, request } = await setUp();
	const { seen, call } = callRefusing("bearer-1");
	const answer = authorized(session, call);
	(await request(2)).answer(tokens(2));
	expect(await answer).toEqual({ ok: true, value: "done" });
	expect(seen).toEqual(["bearer-1", "bearer-2"]);
});

test("[SE16] turned away again, it is not made a third time", async () => {
	const { session, asked, request } = await setUp();
	const { seen, call } = callRefusing("bearer-1", "bearer-2");
	const answer = authorized(session, call);
	(await request(2)).answer(tokens(2));
	expect(await answer).toEqual(refusal());
	expect(seen).toEqual(["bearer-1", "bearer-2"]);
	expect(asked).toHaveLength(2);
});

test("[SE17] a lost refresh is never taken for a lost write: the call is unsent", async () => {
	const { session, request } = await setUp();
	const { seen, call } = callRefusing("bearer-1");
	const answer = authorized(session, call);
	(await request(2)).answer(lost(9_000));
	expect(await answer).toEqual({
		ok: false,
		failure: {
			kind: "unsent",
			why: "no-bearer",
			message: "unreachable",
			retryAfterMs: 9_000,
		},
	});
	expect(seen).toEqual(["bearer-1"]);
});

test("[SE17] signed out, the call is not made", async () => {
	const { session } = await setUp();
	await session.signOut();
	const { seen, call } = callRefusing();
	expect(await authorized(session, call)).toMatchObject({
		ok: false,
		failure: { kind: "unsent", why: "signed-out" },
	});
	expect(seen).toEqual([]);
});

test("[SE16] any other failure is answered as it is", async () => {
	const { session, asked } = await setUp();
	expect(await authorized(session, async () => lost())).toEqual(lost());
	const denied = refusal("PERMISSION_DENIED", 403);
	expect(await authorized(session, async () => denied)).toEqual(denied);
	expect(asked).toHaveLength(1);
});
