import { describe, expect, it } from "vitest";
import { creditMs, refilled } from "./budget.js";
import { defaultTiming } from "./options.js";
import { nextLists, nextMoment, type ScopeFacts } from "./scheduler.js";
import { MINUTE, runScheduler, scopeOf } from "./test/scheduler-world.js";

/** `orgs` orgs, one of them on screen. */
function scopesOf(orgs: number): ScopeFacts[] {
	const lists = Array.from({ length: orgs }, (_, n) =>
		["users", "projects"].map((list) =>
			scopeOf(`${list}:${n}`, n === 0 ? "screen" : "background"),
		),
	);
	return [
		scopeOf("orgs", "screen"),
		scopeOf("projects", "screen"),
		...lists.flat(),
	];
}

describe("the scheduler of lists", () => {
	it("[PU12] with 200 orgs and 60 polls a minute, nothing on screen is older than 15 s and nothing else than 10 min", () => {
		const { oldestMs, polls } = runScheduler(scopesOf(200), 21);
		expect(oldestMs.screen).toBeLessThanOrEqual(defaultTiming.screenAgeMs);
		expect(oldestMs.background).toBeLessThanOrEqual(
			defaultTiming.backgroundAgeMs,
		);
		for (let minute = 0; minute < 21; minute++) {
			const inMinute = polls.filter((at) => Math.floor(at / MINUTE) === minute);
			expect(inMinute.length).toBeLessThanOrEqual(60 + 4);
		}
	}, 20_000);

	it("[PU12] a small store is polled no more often than its promises take", () => {
		const { oldestMs, polls } = runScheduler(scopesOf(5), 60);
		expect(oldestMs.screen).toBeLessThanOrEqual(defaultTiming.screenAgeMs);
		expect(oldestMs.background).toBeLessThanOrEqual(
			defaultTiming.backgroundAgeMs,
		);
		// Four lists every 12 s, and eight every 8 min.
		expect(polls.length).toBeLessThan(60 * (4 * 5 + 1) * 1.05);
	});

	it("[PU12] with a budget that does not suffice, both rings get their turn", () => {
		const screen = Array.from({ length: 60 }, (_, n) =>
			scopeOf(`s${n}`, "screen"),
		);
		const rest = Array.from({ length: 60 }, (_, n) =>
			scopeOf(`b${n}`, "background"),
		);
		const { scopes } = runScheduler([...screen, ...rest], 30);
		const ages = [...scopes.values()].map(
			({ listedAt }) => 30 * MINUTE - (listedAt ?? 0),
		);
		expect(Math.max(...ages)).toBeLessThan(12 * MINUTE);
	});

	it("[PU14] what is wanted, and what was never listed, is free of the budget and goes first, the screen before the rest", () => {
		const scopes = [
			{ ...scopeOf("a", "background"), listedAt: 0, wanted: true },
			scopeOf("b", "background"),
			scopeOf("c", "screen"),
			{ ...scopeOf("d", "screen"), listedAt: -20_000 },
		];
		const chosen = nextLists({
			scopes,
			now: 0,
			screenAgeMs: 15_000,
			backgroundAgeMs: 600_000,
			credit: 0,
			creditMs: 1_000,
			slots: 4,
		});
		expect(chosen.map(({ key }) => key)).toEqual(["c", "a", "b"]);
		expect(chosen.every(({ polled }) => !polled)).toBe(true);
	});

	it("[PU14] never more than there are slots and credit, never what is busy or backs off", () => {
		const due = (key: string, patch: Partial<ScopeFacts> = {}): ScopeFacts => ({
			...scopeOf(key, "screen"),
			listedAt: -60_000,
			...patch,
		});
		const scopes = [
			due("a"),
			due("b", { busy: true }),
			due("c", { notBefore: 1 }),
			due("d"),
			due("e", { wanted: true, notBefore: 1 }),
		];
		const ages = {
			screenAgeMs: 15_000,
			backgroundAgeMs: 600_000,
			creditMs: 1_000,
		};
		const choose = (credit: number, slots: number) =>
			nextLists({ scopes, now: 0, ...ages, credit, slots });
		expect(choose(9, 9).map(({ key }) => key)).toEqual(["a", "d"]);
		expect(choose(1.9, 9)).toHaveLength(1);
		expect(choose(9, 1)).toHaveLength(1);
		expect(choose(0.9, 9)).toEqual([]);
		expect(choose(9, -1)).toEqual([]);
	});

	it("[PU14] at the next moment that it names there is something to list, however the credit is rounded", () => {
		const scopes = [{ ...scopeOf("a", "background"), listedAt: 0 }];
		const input = {
			...{ scopes, screenAgeMs: 15_000, backgroundAgeMs: 600_000 },
			...{ creditMs: creditMs(60), slots: 4 },
		};
		for (let n = 1; n < 5_000; n++) {
			const now = 500_000 + n / 7;
			const budget = { credit: 1 / n, at: now };
			const next = nextMoment({ ...input, now, credit: budget.credit });
			const { credit } = refilled(budget, 60, next);
			expect(nextLists({ ...input, now: next, credit })).toHaveLength(1);
		}
	});

	it("[PU14] at the next moment that it names there is something to list, and not before", () => {
		for (const orgs of [0, 1, 5, 200]) {
			const { scopes } = runScheduler(scopesOf(orgs), 2);
			const all = [...scopes.values()].map((scope) => ({
				...scope,
				busy: false,
			}));
			const ages = {
				screenAgeMs: 15_000,
				backgroundAgeMs: 600_000,
				creditMs: 1_000,
			};
			const now = 2 * MINUTE;
			const moment = nextMoment({ scopes: all, now, ...ages, credit: 4 });
			const at = (time: number) =>
				nextLists({
					scopes: all,
					now: time,
					...ages,
					credit: 4,
					slots: 4,
				});
			expect(at(Math.max(moment, now)).length).toBeGreaterThan(0);
			if (moment > now) expect(at(moment - 1)).toEqual([]);
		}
	});
});
