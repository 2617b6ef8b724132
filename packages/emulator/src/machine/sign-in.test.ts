import { expect, test } from "vitest";
import { developmentPassword } from "../fixture/people.js";
import {
	accepted,
	createTestMachine,
	type TestMachine,
	verdictOf,
	who,
} from "../test/machine.js";
import type { TokenResponse } from "./messages.js";

const password = developmentPassword;
const nobody = { bearer: undefined };

function signIn({ machine }: TestMachine, email: string = who.zoe) {
	const request = { email, password };
	const call = { rpc: "SignInWithEmail", request, caller: nobody } as const;
	return accepted(machine.call(call));
}

function refresh({ machine }: TestMachine, token: string) {
	return machine.call({
		rpc: "RefreshToken",
		request: { refreshToken: token },
		caller: nobody,
	});
}

function listOrgs({ machine }: TestMachine, bearer: string | undefined) {
	const call = { rpc: "ListOrgs", request: {}, caller: { bearer } } as const;
	return verdictOf(machine.call(call));
}

test("[EM11] a call needs a bearer that is known", () => {
	const world = createTestMachine();
	expect(listOrgs(world, undefined)).toBe("UNAUTHENTICATED NO_TOKEN");
	expect(listOrgs(world, "made-up")).toBe("UNAUTHENTICATED INVALID_TOKEN");
	const { token, refreshToken } = signIn(world);
	expect(listOrgs(world, token)).toBe("OK");
	expect(listOrgs(world, refreshToken)).toBe("UNAUTHENTICATED INVALID_TOKEN");
});

test("[EM12] signing in gives tokens for an hour, and then the bearer is over", () => {
	const world = createTestMachine();
	const tokens: TokenResponse = signIn(world, "ZOE@example.net");
	expect(tokens.expiresIn).toBe("3600");
	world.pass(3_599_999);
	expect(listOrgs(world, tokens.token)).toBe("OK");
	world.pass(1);
	expect(listOrgs(world, tokens.token)).toBe("UNAUTHENTICATED TOKEN_EXPIRED");
});

test("[EM12] a wrong e-mail or password does not sign in", () => {
	const { machine } = createTestMachine();
	for (const request of [
		{ email: who.zoe, password: "wrong-1234" },
		{ email: "none@example.com", password },
	]) {
		const call = { rpc: "SignInWithEmail", request, caller: nobody } as const;
		expect(verdictOf(machine.call(call))).toBe(
			"UNAUTHENTICATED INVALID_CREDENTIALS",
		);
	}
});

test("[EM13] a refresh gives new tokens, and the old bearer lives on", () => {
	const world = createTestMachine();
	const first = signIn(world);
	const second = accepted(refresh(world, first.refreshToken));
	expect(second.token).not.toBe(first.token);
	expect(second.refreshToken).not.toBe(first.refreshToken);
	expect(listOrgs(world, first.token)).toBe("OK");
	expect(listOrgs(world, second.token)).toBe("OK");
});

test("[EM14] a refresh token used twice ends the sign-in, and no other", () => {
	const world = createTestMachine();
	const elsewhere = signIn(world);
	const first = signIn(world);
	const second = accepted(refresh(world, first.refreshToken));
	const invalid = "UNAUTHENTICATED INVALID_TOKEN";
	expect(verdictOf(refresh(world, first.refreshToken))).toBe(invalid);
	expect(verdictOf(refresh(world, second.refreshToken))).toBe(invalid);
	expect(listOrgs(world, second.token)).toBe(invalid);
	expect(listOrgs(world, elsewhere.token)).toBe("OK");
});

test("[EM15] a custom token signs in until it is deleted", () => {
	const world = createTestMachine();
	const { ok, no, machine } = world;
	const { token } = ok("zoe", "CreateCustomToken");
	const use = () =>
		verdictOf(
			machine.call({
				rpc: "SignInWithCustomToken",
				request: { token },
				caller: nobody,
			}),
		);
	world.pass(365 * 24 * 3_600_000);
	expect(use()).toBe("OK");
	expect(ok("zoe", "ListCustomTokens")).toEqual({ customTokens: [{ token }] });
	expect(ok("eve", "ListCustomTokens")).toEqual({ customTokens: [] });
	expect(no("eve", "DeleteCustomToken", { token })).toBe("NOT_FOUND NOT_FOUND");
	expect(no("zoe", "DeleteCustomToken", { token })).toBe("OK");
	expect(use()).toBe("UNAUTHENTICATED INVALID_CREDENTIALS");
});

test("[EM16] a changed password counts from now on, and the bearer lives on", () => {
	const world = createTestMachine();
	const { token } = signIn(world);
	world.ok("zoe", "ChangePassword", { password: "new-tide-8" });
	expect(() => signIn(world)).toThrow("INVALID_CREDENTIALS");
	expect(listOrgs(world, token)).toBe("OK");
});

test("[EM55] tokens are expired from outside, of one account or of all", () => {
	const world = createTestMachine();
	const zoe = signIn(world);
	const eve = signIn(world, who.eve);
	world.direct.expireTokens({ account: who.zoe });
	expect(listOrgs(world, zoe.token)).toBe("UNAUTHENTICATED TOKEN_EXPIRED");
	expect(listOrgs(world, eve.token)).toBe("OK");
	const next = accepted(refresh(world, zoe.refreshToken));
	world.direct.expireTokens({ refresh: true });
	expect(listOrgs(world, eve.token)).toBe("UNAUTHENTICATED TOKEN_EXPIRED");
	expect(verdictOf(refresh(world, next.refreshToken))).toBe(
		"UNAUTHENTICATED INVALID_TOKEN",
	);
});
