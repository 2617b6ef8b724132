import { describe, expect, it } from "vitest";
import type { ScopeFacts } from "./scheduler.js";
import {
	runScheduler,
	type SchedulerTiming,
	scopeOf,
} from "./test/scheduler-world.js";

interface Given {
	/** Lists on screen, and all others. */
	readonly screen: number;
	readonly background: number;
	readonly timing: SchedulerTiming;
}

function scopesOf({ screen, background }: Given): ScopeFacts[] {
	return [
		...Array.from({ length: screen }, (_, n) => scopeOf(`s${n}`, "screen")),
		...Array.from({ length: background }, (_, n) =>
			scopeOf(`b${n}`, n % 7 === 0 ? "touched" : "background"),
		),
	];
}

/** Polls a minute that the promises take, on paper. */
function needed({ screen, background, timing }: Given): number {
	const each = (count: number, ageMs: number) => (count * 60_000) / ageMs;
	return (
		each(screen, timing.screenAgeMs) + each(background, timing.backgroundAgeMs)
	);
}

/** A small generator of numbers, so that a failing case can be run again. */
function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

/** Every list is made when four fifths of its age are over: so much a budget has to allow, on paper. */
const EARLY = 0.8;

function agesIn(given: Given, shareOfNeeded: number) {
	const pollsPerMinute = (needed(given) / EARLY) * shareOfNeeded;
	const timing = { ...given.timing, pollsPerMinute };
	const rounds = given.background > 1_000 ? 1.2 : 1.6;
	const minutes = (timing.backgroundAgeMs * rounds) / 60_000;
	const world = runScheduler(scopesOf(given), minutes, timing);
	const { screen, background, touched } = world.oldestMs;
	return {
		screen: screen / timing.screenAgeMs,
		background: Math.max(background, touched) / timing.backgroundAgeMs,
		listed: [...world.scopes.values()].every(
			({ listedAt }) => listedAt !== undefined,
		),
	};
}

function randomCase(seed: number): Given {
	const random = randomFrom(seed * 7_919);
	random();
	const screenAgeMs = 5_000 + random() * 60_000;
	return {
		screen: Math.floor(random() * 20),
		background: Math.floor(random() ** 3 * 200),
		timing: {
			screenAgeMs,
			backgroundAgeMs: screenAgeMs * (2 + random() * 30),
			pollsPerMinute: 0,
			listMs: 50 + random() * 400,
		},
	};
}

const usual = {
	screenAgeMs: 15_000,
	backgroundAgeMs: 600_000,
	pollsPerMinute: 0,
	listMs: 200,
};

const extremes: readonly (readonly [string, Given])[] = [
	["nothing", { screen: 0, background: 0, timing: usual }],
	["one list, on screen", { screen: 1, background: 0, timing: usual }],
	["one list, not on screen", { screen: 0, background: 1, timing: usual }],
	["a screen of 60 lists", { screen: 60, background: 2, timing: usual }],
	["no screen and 500 lists", { screen: 0, background: 500, timing: usual }],
	["1,000 orgs", { screen: 4, background: 1_998, timing: usual }],
];

describe("freshness", () => {
	it.each(extremes)(
		"[PU12] with a budget that suffices on paper every list is as fresh as promised: %s",
		(_, given) => {
			const { screen, background } = agesIn(given, 1);
			expect(screen).toBeLessThanOrEqual(1);
			expect(background).toBeLessThanOrEqual(1);
		},
		240_000,
	);

	it("[PU12] with a budget that suffices on paper every list is as fresh as promised, in 20 random worlds", () => {
		for (let seed = 1; seed <= 20; seed++) {
			const ages = agesIn(randomCase(seed), 1);
			expect([seed, ages.screen <= 1, ages.background <= 1]).toEqual([
				seed,
				true,
				true,
			]);
		}
	});

	it("[PU12] with half of that budget every list has its turn, in 20 random worlds", () => {
		for (let seed = 1; seed <= 20; seed++) {
			const given = randomCase(seed);
			const { listed, background } = agesIn(given, 0.5);
			expect([seed, listed]).toEqual([seed, true]);
			expect([seed, background < 2.2]).toEqual([seed, true]);
		}
	});
});
