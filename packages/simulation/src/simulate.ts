import type { MergePolicies } from "@engine-offline/core";
import { rest } from "./calm.js";
import type { StorageName } from "./device/media.js";
import type { ProgramChanges } from "./device/parts.js";
import { lineOf } from "./history/event.js";
import type { FaultName, RequestFault } from "./network/faults.js";
import { firstSync, storm } from "./storm.js";
import type { Action } from "./workload/context.js";
import { takeOverPlatform } from "./world/platform.js";
import { createWorld, type Violation } from "./world/world.js";

export interface SimulationOptions {
	readonly seed: string;
	/** Steps of the workload; default 60. */
	readonly steps?: number;
	/** One to three; default 3. */
	readonly devices?: number;
	/** What lies under the store of each device; default memory. */
	readonly storage?: StorageName;
	/** What may befall requests and devices; default everything. */
	readonly faults?: readonly FaultName[];
	/** Numbers of the only steps that are taken; default all. The time that the others took passes all the same. */
	readonly only?: readonly number[];
	/** What takes the place of the parts of each device's program: a deliberate bug, or an app's own. */
	readonly bug?: ProgramChanges;
	/** The only invariants that are judged, such as `S3`; default all. What breaks another one is noted and goes on. */
	readonly judged?: readonly string[];
	/** What becomes of contested fields on every device; default `mine`. */
	readonly policies?: MergePolicies;
	/** What an app does on its devices, beside the workload: by name, and how often (a plain edit has 16). */
	readonly flows?: readonly (readonly [string, Action, number])[];
	/** The share of requests that each fault befalls, all through the storm; default: drawn anew now and then. */
	readonly weather?: Readonly<Partial<Record<RequestFault, number>>>;
}

export interface SimulationResult {
	readonly seed: string;
	readonly violations: readonly Violation[];
	/** Everything that happened, a line each. */
	readonly trace: readonly string[];
	/** How often each kind of event occurred. */
	readonly counts: ReadonlyMap<string, number>;
	/** Virtual ms. */
	readonly duration: number;
}

/** Runs one seed: a storm of steps and faults, then calm, then the question whether every promise was kept. */
export async function simulate(
	options: SimulationOptions,
): Promise<SimulationResult> {
	const world = createWorld(options);
	const giveBack = takeOverPlatform(world.time, world.random.fork("platform"));
	try {
		await firstSync(world);
		await storm(world, options);
		await rest(world);
		if (world.violations.length === 0) world.checker.end();
	} finally {
		for (const device of world.devices) device.crash();
		// What killed processes leave in the libraries is let go.
		await world.time.runUntil(world.time.now() + 100);
		giveBack();
	}
	return {
		seed: options.seed,
		violations: world.violations,
		trace: world.history.events().map(lineOf),
		counts: world.history.counts(),
		duration: world.time.now(),
	};
}
