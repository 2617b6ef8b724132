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
	/** How many polls may be made now within the budget. */
	readonly credit: number;
	/** How many lists may be started now. */
	readonly slots: number;
	/** Counts the polls made so far: every fourth goes to the background first. */
	readonly turn: number;
}

/** A list is polled when this share of its promised age is over, so that it is there in time. */
const EARLY = 0.8;

export interface Chosen {
	readonly key: string;
	/** Whether it counts against the budget: only steady polling does. */
	readonly polled: boolean;
}

/**
 * Which lists to ask for now. What is wanted and what was never listed goes first and free of the budget, what is on
 * screen before the rest; then the two rings are polled, oldest first, the background never starved by the screen.
 */
export function nextLists(input: SchedulerInput): Chosen[] {
	const open = input.scopes.filter(
		(scope) => !scope.busy && scope.notBefore <= input.now,
	);
	const free = open
		.filter((scope) => scope.wanted || scope.listedAt === undefined)
		.sort(byUrgency)
		.map(({ key }) => ({ key, polled: false }));
	const polled = dueLists(open, input).map((key) => ({ key, polled: true }));
	return [...free, ...polled.slice(0, Math.floor(input.credit))].slice(
		0,
		Math.max(0, input.slots),
	);
}

const rank: Record<Interest, number> = { screen: 0, touched: 1, background: 2 };

function byUrgency(a: ScopeFacts, b: ScopeFacts): number {
	return rank[a.interest] - rank[b.interest];
}

function dueLists(
	open: readonly ScopeFacts[],
	input: SchedulerInput,
): string[] {
	const due = open
		.filter((scope) => !scope.wanted && dueAt(scope, input) <= input.now)
		.sort((a, b) => (a.listedAt ?? 0) - (b.listedAt ?? 0));
	const screen = due.filter(({ interest }) => interest === "screen");
	const rest = due.filter(({ interest }) => interest !== "screen");
	const order =
		input.turn % 4 === 3 ? [...rest, ...screen] : [...screen, ...rest];
	return order.map(({ key }) => key);
}

type Ages = Pick<SchedulerInput, "screenAgeMs" | "backgroundAgeMs">;

/** How old a list may get, ms. */
export function promisedAgeMs(interest: Interest, ages: Ages): number {
	return interest === "screen" ? ages.screenAgeMs : ages.backgroundAgeMs;
}

/** When a list that was made is to be made again (monotonic ms); never for one that was not. */
function dueAt(scope: ScopeFacts, ages: Ages): number {
	return scope.listedAt === undefined
		? Number.POSITIVE_INFINITY
		: scope.listedAt + promisedAgeMs(scope.interest, ages) * EARLY;
}

/** The next moment at which there may be something to do, for a timer (monotonic ms). */
export function nextMoment(
	input: Omit<SchedulerInput, "slots" | "turn">,
): number {
	return input.scopes
		.filter((scope) => !scope.busy)
		.reduce((soonest, scope) => {
			const at =
				scope.wanted || scope.listedAt === undefined
					? scope.notBefore
					: Math.max(scope.notBefore, dueAt(scope, input));
			return Math.min(soonest, at);
		}, Number.POSITIVE_INFINITY);
}
