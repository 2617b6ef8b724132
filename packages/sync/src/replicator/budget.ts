/** So many polls at most may be saved up. */
const MOST_SAVED = 4;

/** A bucket that fills steadily: how many polls may be made now. */
export interface Budget {
	readonly credit: number;
	/** When `credit` was true (monotonic ms). */
	readonly at: number;
}

export function fullBudget(now: number): Budget {
	return { credit: MOST_SAVED, at: now };
}

/** The budget as it is now. */
export function refilled(
	budget: Budget,
	pollsPerMinute: number,
	now: number,
): Budget {
	const gained = ((now - budget.at) * pollsPerMinute) / 60_000;
	return { credit: Math.min(MOST_SAVED, budget.credit + gained), at: now };
}

export function spent(budget: Budget): Budget {
	return { ...budget, credit: budget.credit - 1 };
}

/** In how many ms there is one poll more. */
export function creditMs(pollsPerMinute: number): number {
	return 60_000 / pollsPerMinute;
}
