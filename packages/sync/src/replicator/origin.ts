import type { AnswerClass } from "../answers/answer-class.js";
import { nextDelayMs } from "../answers/backoff.js";

/** How the connection to the Engine is doing. */
export interface OriginHealth {
	/** Failures in a row, over all calls; an answer of any kind from the Engine itself ends the row. */
	readonly failures: number;
	/** No call before this moment (monotonic ms). */
	readonly notBefore: number;
	/** Until then the Engine itself asked for no calls (monotonic ms); nothing cuts that short. */
	readonly askedUntil: number;
	/** Monotonic ms of the last read that succeeded, or -Infinity when there was none or the connection failed since. */
	readonly lastReadAt: number;
	/** What is wrong, while something is. */
	readonly trouble: Trouble | undefined;
}

export interface Trouble {
	readonly kind:
		| "offline"
		| "engine-failing"
		| "rate-limited"
		/** Not the Engine's: the store here could not be written. */
		| "store-failing";
	readonly message: string;
	/** Wall clock in ms. */
	readonly since: number;
}

export const healthy: OriginHealth = {
	failures: 0,
	notBefore: 0,
	askedUntil: 0,
	lastReadAt: Number.NEGATIVE_INFINITY,
	trouble: undefined,
};

/** From the third failure in a row on, calls are at least this far apart: at most twelve a minute. */
const FAILING_GAP_MS = 5_000;
const FAILING_AFTER = 3;

/** What outlives a run: stopping and starting again is no way around what the Engine asked for. */
export interface AskedPause {
	/** No call before this moment (monotonic ms). */
	until: number;
}

/** How a run begins: nothing failed yet, and what the Engine asked for still holds. */
export function originAfter({ until }: AskedPause): OriginHealth {
	return { ...healthy, notBefore: until, askedUntil: until };
}

export interface Moment {
	readonly monotonic: number;
	readonly now: number;
	readonly random: number;
}

export function originSucceeded(
	health: OriginHealth,
	request: "read" | "write",
	moment: Moment,
): OriginHealth {
	const lastReadAt = request === "read" ? moment.monotonic : health.lastReadAt;
	// The answer to a call that left earlier takes nothing back of what the Engine asked for.
	if (health.askedUntil > moment.monotonic) return { ...health, lastReadAt };
	return { ...healthy, lastReadAt };
}

/** The network is said to be back, or a person asks: only what the Engine asked for is still waited for. */
export function originProdded(health: OriginHealth): OriginHealth {
	return { ...health, notBefore: health.askedUntil };
}

/** A call that got no answer from the Engine, or "not now": the more of them in a row, the longer the pause. */
export function originFailed(
	health: OriginHealth,
	failure: Extract<
		AnswerClass,
		{ kind: "transient" | "ambiguous" | "unsent" }
	> & {
		readonly message: string;
	},
	moment: Moment,
): OriginHealth {
	const failures = health.failures + 1;
	const wide = failure.kind !== "unsent" && failure.wide;
	const delay = nextDelayMs({
		attempt: failures,
		random: moment.random,
		retryAfterMs: wide ? failure.retryAfterMs : undefined,
	});
	const pause =
		failures >= FAILING_AFTER ? Math.max(delay, FAILING_GAP_MS) : delay;
	const stops = wide || failures >= FAILING_AFTER;
	const isAsked = wide && failure.retryAfterMs !== undefined;
	const asked = isAsked ? moment.monotonic + (failure.retryAfterMs ?? 0) : 0;
	return {
		askedUntil: Math.max(health.askedUntil, asked),
		failures,
		// A write waits for a read that shows the connection to be back.
		lastReadAt: wide ? Number.NEGATIVE_INFINITY : health.lastReadAt,
		notBefore: stops
			? Math.max(health.notBefore, moment.monotonic + pause)
			: health.notBefore,
		trouble: {
			kind: troubleKind(failure),
			message: failure.message,
			since: health.trouble?.since ?? moment.now,
		},
	};
}

function troubleKind(
	failure: Extract<AnswerClass, { kind: "transient" | "ambiguous" | "unsent" }>,
): Trouble["kind"] {
	if (failure.kind === "unsent") return "offline";
	if (failure.engineFailed) return "engine-failing";
	return failure.retryAfterMs === undefined ? "offline" : "rate-limited";
}
