/** A bearer in use and how long it lives, in ms of the monotonic clock. */
export interface HeldBearer {
	readonly bearer: string;
	readonly expiresAtMs: number;
	/** With less than this left, it is refreshed before it is used. */
	readonly marginMs: number;
}

const longestMarginMs = 300_000;

/** Counts the life from the moment the request was sent: the Engine cannot have begun earlier. */
export function holdBearer(
	bearer: string,
	lifeMs: number,
	sentAtMs: number,
): HeldBearer {
	return {
		bearer,
		expiresAtMs: sentAtMs + lifeMs,
		marginMs: Math.min(longestMarginMs, lifeMs / 5),
	};
}

/** Five minutes are left, or a fifth of a life shorter than 25 minutes. */
export function isFresh(held: HeldBearer, nowMs: number): boolean {
	return nowMs < held.expiresAtMs - held.marginMs;
}

export function isAlive(held: HeldBearer, nowMs: number): boolean {
	return nowMs < held.expiresAtMs;
}

/** After a refresh without an answer: the next one when half of what is left has passed, or later if so asked. */
export function putOff(
	held: HeldBearer,
	nowMs: number,
	retryAfterMs = 0,
): HeldBearer {
	const leftMs = held.expiresAtMs - nowMs;
	const marginMs = Math.max(0, Math.min(leftMs / 2, leftMs - retryAfterMs));
	return { ...held, marginMs };
}
