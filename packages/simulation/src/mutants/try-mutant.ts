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

/** Looks, in seeds from 1 to `seeds`, for the first in which the mutant's invariant is broken, and kept without it. */
export async function tryMutant(
	mutant: Mutant,
	seeds: number,
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
	most: number,
): Promise<Verdict> {
	const files = [...new Set(patches.map(({ file }) => file))];
	let seconds = 0;
	for (let next = 1; next <= most; ) {
		const seeds = numbers(next, most);
		const found = await runWorker({ invariant, files, seeds, world }, patches);
		seconds += found.seconds;
		if (found.seed === undefined) break;
		const { seed, text } = found;
		// Where the promise is broken without the bug too, its being broken says nothing.
		const sound = { invariant, files: [], seeds: [seed], world };
		if ((await runWorker(sound, [])).seed === undefined)
			return { kind: "caught", seeds: Number(seed), text, seconds };
		next = Number(seed) + 1;
	}
	return { kind: "escaped", seconds };
}

function numbers(from: number, to: number): string[] {
	return Array.from({ length: to - from + 1 }, (_, index) => `${from + index}`);
}
