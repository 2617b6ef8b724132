import { faultNames } from "../network/faults.js";
import { type SimulationOptions, simulate } from "../simulate.js";

export interface ShrinkOptions {
	/** At most so many runs. Default 60. */
	readonly runs?: number;
}

/**
 * The options with fewer steps and faults, under which the seed still breaks the same invariant. Greedy: it drops runs
 * of steps, shorter and shorter ones, then one fault after the other.
 */
export async function shrink(
	options: SimulationOptions,
	invariant: string,
	{ runs = 60 }: ShrinkOptions = {},
): Promise<SimulationOptions> {
	let left = runs;
	const stillFails = async (candidate: SimulationOptions) => {
		left -= 1;
		const { violations } = await simulate(candidate);
		return violations[0]?.invariant === invariant;
	};
	let best = options;
	const tryInstead = async (candidate: SimulationOptions) => {
		if (left > 0 && (await stillFails(candidate))) best = candidate;
	};
	const { steps = 60 } = options;
	let only = [
		...(options.only ?? Array.from({ length: steps }, (_, at) => at)),
	];
	for (let size = only.length >> 1; size >= 1 && left > 0; size >>= 1)
		for (let at = 0; at < only.length && left > 0; ) {
			const fewer = [...only.slice(0, at), ...only.slice(at + size)];
			await tryInstead({ ...best, only: fewer });
			if (best.only?.length === fewer.length) only = fewer;
			else at += size;
		}
	for (const fault of options.faults ?? faultNames) {
		const faults = (best.faults ?? faultNames).filter((one) => one !== fault);
		await tryInstead({ ...best, faults });
	}
	return best;
}
