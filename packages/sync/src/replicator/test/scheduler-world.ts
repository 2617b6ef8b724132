import {
	type Budget,
	creditMs,
	fullBudget,
	refilled,
	spent,
} from "../budget.js";
import { defaultTiming } from "../options.js";
import {
	type Interest,
	nextLists,
	nextMoment,
	type ScopeFacts,
} from "../scheduler.js";

export const MINUTE = 60_000;

export interface SchedulerTiming {
	readonly screenAgeMs: number;
	readonly backgroundAgeMs: number;
	readonly pollsPerMinute: number;
	/** How long a list takes. */
	readonly listMs: number;
}

const usual: SchedulerTiming = { ...defaultTiming, listMs: 200 };

export interface SchedulerWorld {
	readonly scopes: Map<string, ScopeFacts>;
	readonly polls: number[];
	/** The greatest age that a list of each ring reached after its first time. */
	readonly oldestMs: Record<Interest, number>;
	readonly timing: SchedulerTiming;
}

export function scopeOf(key: string, interest: Interest): ScopeFacts {
	const fresh = { listedAt: undefined, notBefore: 0, wanted: false };
	return { key, interest, busy: false, ...fresh };
}

/** Runs the scheduler in virtual time as the loop does, from event to event. */
export function runScheduler(
	scopes: readonly ScopeFacts[],
	minutes: number,
	given: Partial<SchedulerTiming> = {},
): SchedulerWorld {
	const world: SchedulerWorld = {
		scopes: new Map(scopes.map((scope) => [scope.key, scope])),
		polls: [],
		oldestMs: { screen: 0, touched: 0, background: 0 },
		timing: { ...usual, ...given },
	};
	const { pollsPerMinute, listMs } = world.timing;
	const running: Running[] = [];
	let budget: Budget = fullBudget(0);
	for (let now = 0; now < minutes * MINUTE; ) {
		for (const one of running.filter(({ ends }) => ends <= now))
			finish(world, running, one);
		budget = refilled(budget, pollsPerMinute, now);
		const input = inputOf(world, running, { now, credit: budget.credit });
		for (const { key, polled } of nextLists(input)) {
			if (polled) {
				budget = spent(budget);
				world.polls.push(now);
			}
			running.push({ key, started: now, ends: now + listMs });
			set(world, key, { busy: true });
		}
		const { credit } = budget;
		const next = nextMoment(inputOf(world, running, { now, credit }));
		const ends = running.map((one) => one.ends);
		const free = running.length < 4 ? next : Number.POSITIVE_INFINITY;
		now = Math.max(now + 1, Math.min(...ends, free));
	}
	for (const { key } of world.scopes.values())
		noteAge(world, key, minutes * MINUTE);
	return world;
}

interface Running {
	readonly key: string;
	readonly started: number;
	readonly ends: number;
}

function inputOf(
	{ scopes, timing }: SchedulerWorld,
	running: readonly unknown[],
	at: { now: number; credit: number },
) {
	return {
		scopes: [...scopes.values()],
		screenAgeMs: timing.screenAgeMs,
		backgroundAgeMs: timing.backgroundAgeMs,
		slots: 4 - running.length,
		creditMs: creditMs(timing.pollsPerMinute),
		...at,
	};
}

function finish(world: SchedulerWorld, running: Running[], one: Running): void {
	running.splice(running.indexOf(one), 1);
	noteAge(world, one.key, one.ends);
	set(world, one.key, { busy: false, listedAt: one.started, wanted: false });
}

function set(
	world: SchedulerWorld,
	key: string,
	patch: Partial<ScopeFacts>,
): void {
	const scope = world.scopes.get(key);
	if (scope !== undefined) world.scopes.set(key, { ...scope, ...patch });
}

/** A list is oldest just before the next one of its scope is there. */
function noteAge(
	{ scopes, oldestMs }: SchedulerWorld,
	key: string,
	now: number,
): void {
	const { interest = "background", listedAt = now } = scopes.get(key) ?? {};
	oldestMs[interest] = Math.max(oldestMs[interest], now - listedAt);
}
