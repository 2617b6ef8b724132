import type { SimulationOptions } from "../simulate.js";

/** One exact text of one source file, and what stands there instead. */
export interface Patch {
	/** From the repository's root. */
	readonly file: string;
	/** Stands in the file exactly once. */
	readonly find: string;
	readonly replace: string;
}

/** A deliberate bug: the promise that it breaks, and the few lines that break it. */
export interface Mutant {
	/** What the bug does, in words that begin a sentence about the replicator. */
	readonly name: string;
	/** The invariant that has to catch it, such as `S3`. */
	readonly invariant: string;
	readonly patches: readonly Patch[];
	/** The world in which it shows soonest; default 100 steps of any weather. */
	readonly world?: Pick<SimulationOptions, "faults" | "steps" | "weather">;
}

/** A bug of a part that the simulation does not have yet. */
export interface WaitingMutant {
	readonly name: string;
	readonly invariant: string;
	readonly waitsFor: string;
}
