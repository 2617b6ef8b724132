import type { SimulationOptions } from "./simulate.js";

/** A seed that failed once, and what it found. It runs first, in every batch, for good. */
export interface Regression {
	readonly found: string;
	readonly options: SimulationOptions;
}

export const regressions: readonly Regression[] = [
	{
		found:
			"A crash asked for in the storm came after the calm, and the device was waited for.",
		options: { seed: "10", steps: 60 },
	},
	{
		found:
			"The checker took a write of what a field shows already for an edit of it.",
		options: { seed: "19", steps: 60 },
	},
];
