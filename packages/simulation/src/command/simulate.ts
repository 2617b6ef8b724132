import { vacuous } from "../batch/tally.js";
import { faultNames } from "../network/faults.js";
import { simulate } from "../simulate.js";
import { readOptions } from "./options.js";
import { runShares } from "./share.js";

const args = process.argv.slice(2);
const options = readOptions(args);
if (options.isTraced) await showTrace();
else await runAll();

async function showTrace(): Promise<void> {
	const { seeds, first, processes, minutes, isTraced, ...rest } = options;
	const { trace } = await simulate({ ...rest, seed: String(first) });
	console.log(trace.join("\n"));
}

async function runAll(): Promise<void> {
	const { faults = faultNames } = options;
	const began = process.hrtime.bigint();
	const {
		totals,
		failures,
		twice,
		seeds: run,
	} = await runShares(args, options, (line) => console.log(line));
	const silent = vacuous(totals, faults, run);
	for (const [key, count] of [...totals].sort()) console.log(`${key} ${count}`);
	for (const line of silent) console.log(`too seldom: ${line}`);
	for (const { seed, invariant } of failures)
		console.log(`failed: seed ${seed} ${invariant}`);
	const seconds = Number(process.hrtime.bigint() - began) / 1e9;
	console.log(
		`${run} seeds, ${twice} of them twice, ${failures.length} failed, ${seconds.toFixed(0)} s`,
	);
	process.exitCode = failures.length + silent.length > 0 ? 1 : 0;
}
