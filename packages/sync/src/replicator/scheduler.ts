/** How much somebody cares about a list. */
export type Interest = "screen" | "touched" | "background";

/** What the scheduler knows of one list. */
export interface ScopeFacts {
	readonly key: string;
	readonly interest: Interest;
	/** When its last complete list was asked for (monotonic ms); undefined before the first in this run. */
	readonly listedAt: number | undefined;
	/** Backing off: not before this moment. */
	readonly notBefore: number;
	/** Asked for now: by a person, or by a create in doubt. */
	readonly wanted: boolean;
	readonly busy: boolean;
}

export interface SchedulerInput {
	readonly scopes: readonly ScopeFacts[];
	/** Monotonic ms. */
	readonly now: number;
	readonly screenAgeMs: number;
	readonly backgroundAgeMs: number;
	/** How many polls may be made now within the budget, and in how many ms there is one more. */
	readonly credit: number;
	readonly creditMs: number;
	/** How many lists may be started now. */
	readonly slots: number;
}

/** A list is polled when this share of its promised age is over, so that it is there in time. */
const EARLY = 0.8;
/** A poll ahead of its time is made from so much credit on: some is left to a screen whose lists fall due together. */
const AHEAD_CREDIT = 3;
/** Credit is a sum of fractions: one that was waited for may lack this much, and nothing would wake the loop again. */
const ROUNDING = 1e-6;

export interface Chosen {
	readonly key: string;
	/** Whether it counts against the budget: only steady polling does. */
	readonly polled: boolean;
}

/**
 * Which lists to ask for now. What is wanted and what was never listed goes first and free of the budget, what is on
 * screen before the rest; then the two rings are polled within the budget.
 */
export function nextLists(input: SchedulerInput): Chosen[] {
	const open = input.scopes.filter(
		(scope) => !scope.busy && scope.notBefore <= input.now,
	);
	const free = open
		.filter((scope) => scope.wanted || scope.listedAt === undefined)
		.sort(byUrgency);
	const polled = affordable(dueLists(open, input), input);
	// What is on screen stays fresh through a first sync of hundreds of lists, too.
	const ordered = [
		...free.filter(isOnScreen),
		...polled.filter(isOnScreen),
		...free.filter((scope) => !isOnScreen(scope)),
		...polled.filter((scope) => !isOnScreen(scope)),
	];
	return ordered
		.slice(0, Math.max(0, input.slots))
		.map((scope) => ({ key: scope.key, polled: !free.includes(scope) }));
}

function affordable(
	due: readonly ScopeFacts[],
	input: SchedulerInput,
): ScopeFacts[] {
	let spent = 0;
	return due.filter((scope) => {
		const least = isEarly(scope, input) ? AHEAD_CREDIT : 1;
		if (spent + least > input.credit + ROUNDING) return false;
		spent += 1;
		return true;
	});
}

const isOnScreen = ({ interest }: ScopeFacts) => interest === "screen";

const rank: Record<Interest, number> = { screen: 0, touched: 1, background: 2 };

function byUrgency(a: ScopeFacts, b: ScopeFacts): number {
	return rank[a.interest] - rank[b.interest];
}

/**
 * What is due in its own right before what only makes room, and nearest deadline first: with too small a budget all
 * lists are late by the same, and none starves.
 */
function dueLists(
	open: readonly ScopeFacts[],
	input: SchedulerInput,
): ScopeFacts[] {
	const moments = dueMoments(input.scopes, input);
	const deadline = ({ listedAt, interest }: ScopeFacts) =>
		(listedAt ?? 0) + promisedAgeMs(interest, input);
	return open
		.filter(({ key }) => (moments.get(key) ?? input.now + 1) <= input.now)
		.sort(
			(a, b) =>
				Number(isEarly(a, input)) - Number(isEarly(b, input)) ||
				deadline(a) - deadline(b),
		);
}

type Ages = Pick<SchedulerInput, "screenAgeMs" | "backgroundAgeMs">;

/** How old a list may get, ms. */
export function promisedAgeMs(interest: Interest, ages: Ages): number {
	return interest === "screen" ? ages.screenAgeMs : ages.backgroundAgeMs;
}

/** When each list that was made is to be made again (monotonic ms), by key; none for what is wanted or under way. */
function dueMoments(
	scopes: readonly ScopeFacts[],
	ages: Ages,
): Map<string, number> {
	const screen = scopes.filter(isOnScreen);
	const rest = scopes.filter((scope) => !isOnScreen(scope));
	return new Map([...pacedMoments(screen, ages), ...pacedMoments(rest, ages)]);
}

function isIdle({ busy, wanted, listedAt }: ScopeFacts): boolean {
	return !busy && !wanted && listedAt !== undefined;
}

/** Ahead of its own time, so that others that are due with it have room. */
function isEarly(scope: ScopeFacts, input: SchedulerInput): boolean {
	return targetAt(scope, input) > input.now;
}

function targetAt({ listedAt, interest }: ScopeFacts, ages: Ages): number {
	return (listedAt ?? 0) + promisedAgeMs(interest, ages) * EARLY;
}

/**
 * A first sync, or a screen that opens, makes many lists within seconds, and they would all fall due together: more
 * than a budget allows. So each of a ring is due early enough for those after it to follow at an even pace.
 */
function pacedMoments(
	scopes: readonly ScopeFacts[],
	ages: Ages,
): (readonly [string, number])[] {
	const [first] = scopes;
	const ageMs = promisedAgeMs(first?.interest ?? "background", ages);
	const gap = (ageMs * EARLY) / Math.max(1, scopes.length);
	let latest = Number.POSITIVE_INFINITY;
	return scopes
		.filter(isIdle)
		.map((scope) => ({ key: scope.key, target: targetAt(scope, ages) }))
		.sort((a, b) => b.target - a.target)
		.map(({ key, target }) => {
			latest = Math.min(target, latest - gap);
			return [key, latest] as const;
		});
}

/** The next moment at which there may be something to do, for a timer (monotonic ms). */
export function nextMoment(input: Omit<SchedulerInput, "slots">): number {
	const moments = dueMoments(input.scopes, input);
	const creditAt = (credit: number) =>
		input.now + (credit - input.credit) * input.creditMs;
	return input.scopes
		.filter((scope) => !scope.busy)
		.reduce((soonest, scope) => {
			const due = moments.get(scope.key);
			const at =
				due === undefined
					? 0
					: Math.min(
							Math.max(due, creditAt(AHEAD_CREDIT)),
							Math.max(targetAt(scope, input), creditAt(1)),
						);
			return Math.min(soonest, Math.max(scope.notBefore, at));
		}, Number.POSITIVE_INFINITY);
}
