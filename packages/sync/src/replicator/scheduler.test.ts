import { describe, expect, it } from "vitest";
import {
	type Budget,
	creditMs,
	fullBudget,
	refilled,
	spent,
} from "./budget.js";
import { defaultTiming } from "./options.js";
import {
	type Interest,
	nextLists,
	nextMoment,
	type ScopeFacts,
} from "./scheduler.js";

const MINUTE = 60_000;

interface World {
	readonly scopes: Map<string, ScopeFacts>;
	readonly polls: number[];
	/** The greatest age that each ring reached after the first sync. */
	readonly oldestMs: Record<Interest, number>;
}

function scopeOf(key: string, interest: Interest): ScopeFacts {
	const fresh = { listedAt: undefined, notBefore: 0, wanted: false };
	return { key, interest, busy: false, ...fresh };
}

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

/** Runs the scheduler in virtual time as the loop does, from event to event; each list takes 200 ms. */
function simulate(scopes: ScopeFacts[], minutes: number): World {
	const world: World = {
		scopes: new Map(scopes.map((scope) => [scope.key, scope])),
		polls: [],
		oldestMs: { screen: 0, touched: 0, background: 0 },
	};
	const running: Running[] = [];
	let budget: Budget = fullBudget(0);
	for (let now = 0; now < minutes * MINUTE; ) {
		noteAges(world, now);
		for (const one of running.filter(({ ends }) => ends <= now))
			finish(world, running, one);
		budget = refilled(budget, defaultTiming.pollsPerMinute, now);
		const input = inputOf(world, running, { now, credit: budget.credit });
		for (const { key, polled } of nextLists(input)) {
			if (polled) {
				budget = spent(budget);
				world.polls.push(now);
			}
			running.push({ key, started: now, ends: now + 200 });
			set(world, key, { busy: true });
		}
		const { credit } = budget;
		const next = nextMoment(inputOf(world, running, { now, credit }));
		const ends = running.map((one) => one.ends);
		const free = running.length < 4 ? next : Number.POSITIVE_INFINITY;
		now = Math.max(now + 1, Math.min(...ends, free));
	}
	return world;
}

interface Running {
	readonly key: string;
	readonly started: number;
	readonly ends: number;
}

function inputOf(
	world: World,
	running: readonly unknown[],
	at: { now: number; credit: number },
) {
	return {
		scopes: [...world.scopes.values()],
		screenAgeMs: defaultTiming.screenAgeMs,
		backgroundAgeMs: defaultTiming.backgroundAgeMs,
		slots: 4 - running.length,
		creditMs: creditMs(defaultTiming.pollsPerMinute),
		...at,
	};
}

function finish(world: World, running: Running[], one: Running): void {
	running.splice(running.indexOf(one), 1);
	set(world, one.key, { busy: false, listedAt: one.started, wanted: false });
}

function set(world: World, key: string, patch: Partial<ScopeFacts>): void {
	const scope = world.scopes.get(key);
	if (scope !== undefined) world.scopes.set(key, { ...scope, ...patch });
}

function noteAges({ scopes, oldestMs }: World, now: number): void {
	const all = [...scopes.values()];
	if (all.some(({ listedAt }) => listedAt === undefined)) return;
	for (const { interest, listedAt } of all)
		oldestMs[interest] = Math.max(oldestMs[interest], now - (listedAt ?? now));
}

describe("the scheduler of lists", () => {
	it("[PU12] with 200 orgs and 60 polls a minute, nothing on screen is older than 15 s and nothing else than 10 min", () => {
		const { oldestMs, polls } = simulate(scopesOf(200), 21);
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
		const { oldestMs, polls } = simulate(scopesOf(5), 60);
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
		const { scopes } = simulate([...screen, ...rest], 30);
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

	it("[PU14] at the next moment that it names there is something to list, and not before", () => {
		for (const orgs of [0, 1, 5, 200]) {
			const { scopes } = simulate(scopesOf(orgs), 2);
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
