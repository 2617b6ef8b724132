import {
	type Fault,
	type judgeAfterKill,
	knownAfter,
	type Shown,
	unreported,
} from "./judge.js";
import type { Opened, Recovered } from "./order.js";

/** What an opening after a kill gave. */
export interface Verdict {
	readonly faults: readonly Fault[];
	/** The browser has destroyed all databases of the origin, the store's and others. */
	readonly destroyed: boolean;
	/** It has destroyed the journal's bucket. */
	readonly bucketDestroyed: boolean;
	readonly recovered: Recovered;
	/** How many documents are lost, and the store has said so. */
	readonly reported: number;
	readonly checked: number;
	readonly openMs: number;
}

/** Judges the openings of one profile, one after the other. */
export function createVerdicts() {
	let known = new Map<string, number>();
	let isFirst = true;
	return {
		acknowledge: (id: string, step: number) => known.set(id, step),
		on: (opened: Opened, judge: typeof judgeAfterKill): Verdict => {
			const { openMs, originIsNew, bucketIsNew, recovered } = opened;
			const shown: Shown = new Map(opened.shown);
			const all = judge(known, shown);
			const faults = unreported(all, recovered);
			known = knownAfter(known, shown);
			// It is not to be found missing again.
			for (const { id, what } of all) if (what === "missing") known.delete(id);
			const verdict = {
				...{ faults, recovered, checked: known.size, openMs },
				reported: all.length - faults.length,
				destroyed: originIsNew && !isFirst,
				bucketDestroyed: bucketIsNew && !isFirst,
			};
			isFirst = false;
			return verdict;
		},
	};
}
