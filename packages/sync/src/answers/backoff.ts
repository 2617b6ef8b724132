export interface BackoffRequest {
	/** How many tries have failed in a row, this one included: 1, 2, … */
	readonly attempt: number;
	/** A number in [0, 1), drawn by the caller. */
	readonly random: number;
	readonly retryAfterMs: number | undefined;
}

const baseMs = 1_000;
const capMs = 300_000;

/**
 * Ms to wait before the next try: full jitter under a bound that doubles from one second to five minutes, and
 * never less than the Engine asked for. A Retry-After may exceed the five minutes.
 */
export function nextDelayMs(request: BackoffRequest): number {
	const attempt = Math.max(1, request.attempt);
	const boundMs = Math.min(capMs, baseMs * 2 ** (attempt - 1));
	return Math.max(
		Math.floor(boundMs * request.random),
		request.retryAfterMs ?? 0,
	);
}

const storeCapMs = 5_000;

/** The same after storage failed. It is at hand: whoever has made room is not to wait for long. */
export function storeDelayMs(attempt: number, random: number): number {
	const delay = nextDelayMs({ attempt, random, retryAfterMs: undefined });
	return Math.min(storeCapMs, delay);
}
