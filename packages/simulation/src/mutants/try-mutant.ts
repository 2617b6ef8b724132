import type { Mutant } from "./mutant.js";
import { runWorker } from "./run-worker.js";

/** What became of one mutant. */
export type Verdict =
	| {
			readonly kind: "caught";
			/** So many seeds were needed. */
			readonly seeds: number;
			readonly text: string;
			readonly seconds: number;
	  }
	| { readonly kind: "escaped"; readonly seconds: number }
	| { readonly kind: "broken"; readonly text: string };

export interface Search {
	/** How many seeds are looked at, from 1. */
	readonly most: number;
	/** One to begin with. */
	readonly hint?: number | undefined;
}

/** Looks for the first seed in which the mutant's invariant is broken, and kept without it. */
export async function tryMutant(
	mutant: Mutant,
	seeds: Search,
): Promise<Verdict> {
	try {
		return await search(mutant, seeds);
	} catch (error) {
		const text = error instanceof Error ? error.message : String(error);
		return { kind: "broken", text };
	}
}

async function search(
	{ invariant, patches, world = {} }: Mutant,
	{ most, hint = 1 }: Search,
): Promise<Verdict> {
	const files = [...new Set(patches.map(({ file }) => file))];
	let seconds = 0;
	let seeds = [...new Set([hint, ...numbersUpTo(most)])].map(String);
	while (seeds.length > 0) {
		const found = await runWorker({ invariant, files, seeds, world }, patches);
		seconds += found.seconds;
		if (found.seed === undefined) break;
		const { seed, text } = found;
		// Where the promise is broken without the bug too, its being broken says nothing.
		const sound = { invariant, files: [], seeds: [seed], world };
		if ((await runWorker(sound, [])).seed === undefined)
			return { kind: "caught", seeds: Number(seed), text, seconds };
		seeds = seeds.slice(seeds.indexOf(seed) + 1);
	}
	return { kind: "escaped", seconds };
}

const numbersUpTo = (most: number) =>
	Array.from({ length: most }, (_, index) => index + 1);
