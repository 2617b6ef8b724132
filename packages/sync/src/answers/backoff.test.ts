import { expect, test } from "vitest";
import { nextDelayMs, storeDelayMs } from "./backoff.js";

const delayMs = (attempt: number, random: number, retryAfterMs?: number) =>
	nextDelayMs({ attempt, random, retryAfterMs });

test("[AN9] the bound doubles from one second to five minutes and stays there", () => {
	const bounds = [1, 2, 3, 8, 9, 10, 11, 1_000].map((attempt) =>
		delayMs(attempt, 1),
	);
	expect(bounds).toEqual([
		1_000, 2_000, 4_000, 128_000, 256_000, 300_000, 300_000, 300_000,
	]);
});

test("[AN9] full jitter: anywhere between nothing and the bound", () => {
	expect([0, 0.25, 0.5, 0.999].map((random) => delayMs(4, random))).toEqual([
		0, 2_000, 4_000, 7_992,
	]);
});

test("[AN10] never less than Retry-After, which may exceed five minutes", () => {
	expect(delayMs(1, 0.9, 5_000)).toBe(5_000);
	expect(delayMs(9, 0.5, 5_000)).toBe(128_000);
	expect(delayMs(1, 0, 3_600_000)).toBe(3_600_000);
});

test("[AN9] an attempt below one counts as the first", () => {
	expect(delayMs(0, 1)).toBe(1_000);
	expect(delayMs(-5, 1)).toBe(1_000);
});

test("[RE9] after storage failed never more than five seconds", () => {
	expect([1, 2, 3, 4, 40].map((attempt) => storeDelayMs(attempt, 1))).toEqual([
		1_000, 2_000, 4_000, 5_000, 5_000,
	]);
});
