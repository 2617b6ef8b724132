import type { Answer, EngineAuth, Failure } from "../engine.js";
import type { Credentials, GetToken } from "./credentials.js";

/** What a bearer is wanted for. */
export interface Wanted {
	/** The bearer that the Engine turned away. */
	readonly rejected?: string;
	/** Somebody signs in, whoever is signed in elsewhere. */
	readonly isAnew?: boolean;
}

/** All that a bearer can be had with. */
export interface Means {
	readonly credentials: Credentials | undefined;
	/** '' when there is none. */
	readonly refreshToken: string;
}

export interface Obtained {
	readonly bearer: string;
	/** The one to use from now on: the Engine has forgotten the one before. */
	readonly refreshToken: string;
	readonly lifeMs: number;
}

export interface ObtainRequest {
	readonly auth: EngineAuth;
	readonly means: Means;
	readonly rejected: string | undefined;
	readonly signal: AbortSignal;
}

/**
 * Gets a bearer: by the refresh token, and where there is none or it is refused, by the credentials. One request, at
 * most two; never the same one twice.
 */
export async function obtain(
	request: ObtainRequest,
): Promise<Answer<Obtained>> {
	const { refreshToken, credentials } = request.means;
	if (refreshToken === "") return signIn(request, credentials);
	const answer = await refresh(request, refreshToken);
	return !answer.ok && isRefusal(answer.failure) && credentials !== undefined
		? signIn(request, credentials)
		: answer;
}

/**
 * Whether the Engine judged the sign-in and said no. A rate limit, a race or something that is no Status at all
 * (a proxy, a captive portal) judged nothing.
 */
export function isRefusal(failure: Failure): boolean {
	if (failure.kind === "unsent") return failure.why === "signed-out";
	if (failure.kind === "lost") return false;
	const { httpStatus, code } = failure;
	const isJudgement = code !== "RESOURCE_EXHAUSTED" && code !== "ABORTED";
	return httpStatus >= 400 && httpStatus < 500 && isJudgement;
}

async function refresh(
	{ auth, signal }: ObtainRequest,
	refreshToken: string,
): Promise<Answer<Obtained>> {
	const answer = await auth.refreshToken({ refreshToken }, { signal });
	if (!answer.ok) return answer;
	const { token, expiresInMs } = answer.value;
	const next = answer.value.refreshToken || refreshToken;
	return {
		ok: true,
		value: { bearer: token, refreshToken: next, lifeMs: expiresInMs },
	};
}

async function signIn(
	request: ObtainRequest,
	credentials: Credentials | undefined,
): Promise<Answer<Obtained>> {
	if (credentials === undefined) return signedOut("Sign in to go on.");
	if (credentials.by === "app")
		return askApp(credentials.getToken, request.rejected);
	const { auth, signal } = request;
	const answer =
		credentials.by === "password"
			? await auth.signInWithEmail(credentials, { signal })
			: await auth.signInWithCustomToken(credentials, { signal });
	if (!answer.ok) return answer;
	const { token, refreshToken, expiresInMs } = answer.value;
	return {
		ok: true,
		value: { bearer: token, refreshToken, lifeMs: expiresInMs },
	};
}

/** The app's error is not passed on: nobody knows what it holds. */
async function askApp(
	getToken: GetToken,
	rejected: string | undefined,
): Promise<Answer<Obtained>> {
	try {
		const bearer = await getToken(rejected);
		if (bearer === undefined || bearer === "")
			return signedOut("Nobody is signed in to the app.");
		if (bearer === rejected)
			return signedOut("The app's sign-in is no longer accepted.");
		const lifeMs = Number.POSITIVE_INFINITY;
		return { ok: true, value: { bearer, refreshToken: "", lifeMs } };
	} catch {
		return unsent("no-bearer", "The app could not get a token.");
	}
}

export function signedOut(message: string): Answer<never> {
	return unsent("signed-out", message);
}

export function unsent(
	why: "aborted" | "signed-out" | "no-bearer",
	message: string,
): Answer<never> {
	return {
		ok: false,
		failure: { kind: "unsent", why, message, retryAfterMs: undefined },
	};
}
