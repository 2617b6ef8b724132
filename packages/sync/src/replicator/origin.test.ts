import { describe, expect, it } from "vitest";
import type { AnswerClass } from "../answers/answer-class.js";
import {
	healthy,
	type OriginHealth,
	originAfter,
	originFailed,
	originProdded,
	originSucceeded,
} from "./origin.js";

type Failing = Extract<
	AnswerClass,
	{ kind: "transient" | "ambiguous" | "unsent" }
> & { readonly message: string };

const failure = (
	given: Partial<Extract<Failing, { wide: boolean }>> = {},
): Failing => ({
	kind: "transient",
	retryAfterMs: undefined,
	wide: true,
	engineFailed: false,
	message: "m",
	...given,
});

const at = (monotonic: number, random = 0.5) => ({
	monotonic,
	now: 1_000 + monotonic,
	random,
});

/** The moments of all calls against an origin that always fails: each as soon as it may be made. */
function callsOf(
	random: () => number,
	untilMs: number,
	given: Failing,
): number[] {
	const calls: number[] = [];
	let health: OriginHealth = healthy;
	for (let now = 0; now < untilMs; now = Math.max(now + 1, health.notBefore)) {
		calls.push(now);
		health = originFailed(health, given, at(now, random()));
	}
	return calls;
}

describe("the connection to the Engine", () => {
	it.each([
		["always the shortest wait", () => 0],
		["always the longest wait", () => 0.999],
	])(
		"[OR1] against a server that always fails, at most 12 calls a minute from the third on: %s",
		(_, random) => {
			for (const given of [
				failure(),
				failure({ wide: false, engineFailed: true }),
			]) {
				const calls = callsOf(random, 3_600_000, given);
				for (const from of calls) {
					const inMinute = calls.filter(
						(call) => call >= from && call < from + 60_000,
					);
					// The first three may follow each other at once.
					expect(inMinute.length).toBeLessThanOrEqual(from < 5_000 ? 14 : 12);
				}
				expect(calls.length).toBeGreaterThan(10);
			}
		},
	);

	it("[OR2] no call before Retry-After is over, nor earlier than was promised before", () => {
		const once = originFailed(
			healthy,
			failure({ retryAfterMs: 30_000 }),
			at(0, 0),
		);
		expect(once.notBefore).toBe(30_000);
		expect(once.trouble).toMatchObject({ kind: "rate-limited", since: 1_000 });
		const twice = originFailed(once, failure(), at(10, 0));
		expect(twice.notBefore).toBe(30_000);
		expect(twice.trouble).toMatchObject({ kind: "offline", since: 1_000 });
	});

	it("[OR3] what concerns one list or change alone stops the others only from the third time in a row on", () => {
		const narrow = failure({ wide: false, engineFailed: true });
		let health = healthy;
		for (const stops of [false, false, true, true]) {
			health = originFailed(health, narrow, at(0, 0));
			expect(health.notBefore > 0).toBe(stops);
		}
		expect(health.trouble?.kind).toBe("engine-failing");
	});

	it("[OR4] one answer ends the row, and a read shows that the connection works", () => {
		const failing = originFailed(healthy, failure(), at(0));
		expect(originSucceeded(failing, "read", at(9))).toEqual({
			...healthy,
			lastReadAt: 9,
		});
		expect(originSucceeded(failing, "write", at(9))).toEqual(healthy);
	});

	it("[OR6] nothing cuts short what the Engine asked for", () => {
		const asked = originFailed(
			healthy,
			failure({ retryAfterMs: 30_000 }),
			at(0, 0),
		);
		expect(originSucceeded(asked, "read", at(9))).toEqual({
			...asked,
			lastReadAt: 9,
		});
		const failed = originFailed(asked, failure(), at(10, 0.999));
		expect(originProdded(failed).notBefore).toBe(30_000);
		expect(
			originProdded(originFailed(healthy, failure(), at(0))),
		).toMatchObject({ notBefore: 0, askedUntil: 0 });
		expect(originSucceeded(asked, "write", at(30_000))).toEqual(healthy);
	});

	it("[OR5] after the connection failed no read counts as recent", () => {
		const read = originSucceeded(healthy, "read", at(9));
		expect(originFailed(read, failure(), at(10)).lastReadAt).toBe(
			Number.NEGATIVE_INFINITY,
		);
		expect(
			originFailed(read, failure({ wide: false }), at(10)).lastReadAt,
		).toBe(9);
	});
});

it("[OR2] stopping and starting again cuts nothing short that the Engine asked for", () => {
	const health = originAfter({ until: 5_000 });
	expect(health).toMatchObject({ notBefore: 5_000, askedUntil: 5_000 });
	expect(originProdded(health).notBefore).toBe(5_000);
	expect(health.trouble).toBeUndefined();
});
