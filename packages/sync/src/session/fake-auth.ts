import type { Answer, EngineAuth, StatusCode, Tokens } from "../engine.js";

/** A request that the test has yet to answer. */
export interface AskedAuth {
	readonly call: keyof EngineAuth;
	readonly secret: string;
	readonly signal: AbortSignal | undefined;
	answer(answer: Answer<Tokens>): void;
}

/** The Engine's sign-in, answered by hand, for tests of the session. */
export function fakeAuth() {
	const asked: AskedAuth[] = [];
	const ask =
		(call: keyof EngineAuth) =>
		(
			request: Readonly<Record<string, string>>,
			options?: { readonly signal?: AbortSignal },
		) =>
			new Promise<Answer<Tokens>>((resolve) => {
				const secret =
					request.password ?? request.token ?? request.refreshToken ?? "";
				asked.push({ call, secret, signal: options?.signal, answer: resolve });
			});
	const auth: EngineAuth = {
		signInWithEmail: ask("signInWithEmail"),
		signInWithCustomToken: ask("signInWithCustomToken"),
		refreshToken: ask("refreshToken"),
	};
	/** The nth request, once it is there: whoever asks has a few promises to go through first. */
	const request = async (n: number): Promise<AskedAuth> => {
		for (let turn = 0; turn < 50 && asked.length < n; turn++) await undefined;
		const found = asked[n - 1];
		if (found === undefined) throw new Error(`request ${n} was not made`);
		return found;
	};
	/** Lets everything go on that an answer has set in motion. */
	const settle = async (): Promise<void> => {
		for (let turn = 0; turn < 50; turn++) await undefined;
	};
	return { auth, asked, request, settle };
}

/** The nth pair of tokens: `bearer-n` and `refresh-n`, which live an hour. */
export function tokens(n: number, expiresInMs = 3_600_000): Answer<Tokens> {
	return {
		ok: true,
		value: { token: `bearer-${n}`, refreshToken: `refresh-${n}`, expiresInMs },
	};
}

export function lost(retryAfterMs?: number): Answer<never> {
	return {
		ok: false,
		failure: {
			kind: "lost",
			why: "network",
			httpStatus: 0,
			message: "unreachable",
			retryAfterMs,
		},
	};
}

export function refusal(
	code: StatusCode = "UNAUTHENTICATED",
	httpStatus = 401,
): Answer<never> {
	return {
		ok: false,
		failure: {
			kind: "status",
			code,
			httpStatus,
			reason: "",
			message: "No such account.",
			suggestion: "",
			retryAfterMs: undefined,
		},
	};
}
