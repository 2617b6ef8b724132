import { describe, expect, it } from "vitest";
import { runBatch } from "./batch/batch.js";
import { faultNames } from "./network/faults.js";
import { regressions } from "./regressions.js";
import { simulate } from "./simulate.js";

const seeds = (first: number, count: number) =>
	Array.from({ length: count }, (_, at) => String(first + at));

describe("the simulation", () => {
	it.each(["memory", "dexie", "log"] as const)(
		"[SI1] keeps every promise in a short batch on %s",
		async (storage) => {
			const { failures } = await runBatch({
				seeds: seeds(1, 3),
				storage,
				shrinkRuns: 0,
			});
			expect(failures.map(({ report }) => report)).toEqual([]);
		},
	);

	// `simulate:ci` runs all of them.
	it.each(regressions.slice(-8))("[SI2] $found", async ({ options }) => {
		const { violations } = await simulate(options);
		expect(violations.map(({ text }) => text)).toEqual([]);
	});

	it("[SI3] gives the same trace for the same seed", async () => {
		const run = () => simulate({ seed: "same", steps: 30, storage: "dexie" });
		const [first, second] = [await run(), await run()];
		expect(second.trace).toEqual(first.trace);
		expect(first.trace.length).toBeGreaterThan(300);
	});

	it("[SI4] leaves the others as they are when a step is left out", async () => {
		const stepsOf = async (only: readonly number[]) => {
			const options = { seed: "few", steps: 12, faults: [], only };
			const { trace } = await simulate(options);
			return trace.filter((line) => / step /.test(line)).length;
		};
		expect(await stepsOf([])).toBe(0);
		expect(await stepsOf([0, 1, 2, 3])).toBeLessThanOrEqual(4);
	});

	it("[SI5] finds a bug that is put into a device's program", async () => {
		const { failures } = await runBatch({
			seeds: seeds(1, 3),
			faults: faultNames,
			twiceEvery: 0,
			shrinkRuns: 4,
			bug: {
				engine: (engine) => ({
					...engine,
					// Says that it was done, and does nothing.
					deleteProject: async () => ({ ok: true, value: undefined }),
				}),
			},
		});
		const [failure] = failures;
		expect(failure?.report).toMatch(/again: npm run simulate -- --seeds 1/);
		expect(failure?.report).toMatch(/the two that clash/);
	});
});
