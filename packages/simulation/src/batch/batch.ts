import {
	type SimulationOptions,
	type SimulationResult,
	simulate,
} from "../simulate.js";
import { reportOf } from "./report.js";
import { shrink } from "./shrink.js";

export interface BatchOptions extends Omit<SimulationOptions, "seed"> {
	readonly seeds: readonly string[];
	/** What the sources are, for reports. */
	readonly commit?: string;
	/** Every so many seeds one is run twice and must give the same trace. Default 50; 0 for none. */
	readonly twiceEvery?: number;
	/** Runs that a failing seed may take to be made shorter. Default 60. */
	readonly shrinkRuns?: number;
	/** Called after each seed; answers whether to go on. */
	readonly told?: (seed: string, report: string | undefined) => boolean;
}

export interface Failure {
	readonly seed: string;
	/** The invariant that broke, or `determinism`. */
	readonly invariant: string;
	readonly report: string;
}

export interface BatchResult {
	readonly seeds: number;
	readonly failures: readonly Failure[];
	/** How often each fault, step, outcome and kind of event occurred. */
	readonly counts: ReadonlyMap<string, number>;
	/** How many seeds were run twice. */
	readonly twice: number;
}

/** Runs many seeds, one after the other; what fails is made shorter and told. */
export async function runBatch(options: BatchOptions): Promise<BatchResult> {
	const { seeds, twiceEvery = 50, told = () => true, ...rest } = options;
	const counts = new Map<string, number>();
	const failures: Failure[] = [];
	let twice = 0;
	let run = 0;
	for (const seed of seeds) {
		const given = { ...rest, seed };
		const result = await simulate(given);
		run += 1;
		for (const [key, count] of result.counts)
			counts.set(key, (counts.get(key) ?? 0) + count);
		let failure = await failureOf(given, result);
		if (failure === undefined && twiceEvery > 0 && run % twiceEvery === 0) {
			twice += 1;
			failure = await differenceOf(given, result);
		}
		if (failure !== undefined) failures.push(failure);
		if (!told(seed, failure?.report)) break;
	}
	return { seeds: run, failures, counts, twice };
}

type Given = SimulationOptions & Pick<BatchOptions, "commit" | "shrinkRuns">;

async function failureOf(
	given: Given,
	result: SimulationResult,
): Promise<Failure | undefined> {
	const invariant = result.violations[0]?.invariant;
	if (invariant === undefined) return undefined;
	const { commit = "unknown", shrinkRuns = 60, ...options } = given;
	const short = await shrink(options, invariant, { runs: shrinkRuns });
	const shown = short === options ? result : await simulate(short);
	return {
		seed: options.seed,
		invariant,
		report: reportOf(short, shown, commit),
	};
}

async function differenceOf(
	given: Given,
	{ trace }: SimulationResult,
): Promise<Failure | undefined> {
	const again = await simulate(given);
	const at = trace.findIndex((line, index) => line !== again.trace[index]);
	if (at < 0 && trace.length === again.trace.length) return undefined;
	const report = `seed ${given.seed} runs differently the second time:\n  ${trace[at]}\n  ${again.trace[at]}`;
	return { seed: given.seed, invariant: "determinism", report };
}
