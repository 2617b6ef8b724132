import type { Answer, Failure, UnsentFailure } from "../engine.js";
import type { BearerSource } from "./session.js";

/**
 * Runs one Engine call with a bearer; on UNAUTHENTICATED gets another bearer and calls again, once. For reads and
 * writes alike: a call that was turned away for its bearer did nothing. When there is no bearer to be had, the
 * answer is `unsent`, whatever became of the sign-in: a lost refresh is never taken for a lost write.
 */
export async function authorized<Value>(
	session: BearerSource,
	call: (bearer: string) => Promise<Answer<Value>>,
): Promise<Answer<Value>> {
	const bearer = await session.bearer();
	if (!bearer.ok) return unsent(bearer.failure);
	const answer = await call(bearer.value);
	if (!isUnauthenticated(answer)) return answer;
	const another = await session.rejected(bearer.value);
	return another.ok ? call(another.value) : unsent(another.failure);
}

function isUnauthenticated(answer: Answer<unknown>): boolean {
	return (
		!answer.ok &&
		answer.failure.kind === "status" &&
		answer.failure.code === "UNAUTHENTICATED"
	);
}

function unsent(failure: Failure): { ok: false; failure: UnsentFailure } {
	if (failure.kind === "unsent") return { ok: false, failure };
	const { message, retryAfterMs } = failure;
	return {
		ok: false,
		failure: { kind: "unsent", why: "no-bearer", message, retryAfterMs },
	};
}
