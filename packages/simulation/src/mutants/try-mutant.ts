import type { Mutant } from "./mutant.js";
import { runWorker } from "./run-worker.js";

export interface TryOptions {
	/** Seeds from 1 on. */
	readonly seeds: number;
	readonly steps: number;
}

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
	/** Without the bug the same seed breaks the same promise: its catch says nothing. */
	| {
			readonly kind: "false-alarm";
			readonly seeds: number;
			readonly text: string;
	  }
	| { readonly kind: "broken"; readonly text: string };

/** Looks for the first seed in which the mutant's invariant is broken, and is kept without the mutant. */
export async function tryMutant(
	mutant: Mutant,
	options: TryOptions,
): Promise<Verdict> {
	try {
		return await search(mutant, options);
	} catch (error) {
		return {
			kind: "broken",
			text: error instanceof Error ? error.message : String(error),
		};
	}
}

async function search(
	{ invariant, patches }: Mutant,
	{ seeds, steps }: TryOptions,
): Promise<Verdict> {
	const numbers = Array.from({ length: seeds }, (_, index) => `${index + 1}`);
	const files = [...new Set(patches.map(({ file }) => file))];
	const order = { invariant, files, seeds: numbers, steps };
	const { seed, text, seconds } = await runWorker(order, patches);
	if (seed === undefined) return { kind: "escaped", seconds };
	const sound = await runWorker(
		{ invariant, files: [], seeds: [seed], steps },
		[],
	);
	const needed = Number(seed);
	return sound.seed === undefined
		? { kind: "caught", seeds: needed, text, seconds }
		: { kind: "false-alarm", seeds: needed, text: sound.text };
}
