import { vacuous } from "../batch/tally.js";
import { faultNames } from "../network/faults.js";
import { regressions } from "../regressions.js";
import { simulate } from "../simulate.js";
import { readOptions } from "./options.js";
import { runShares } from "./share.js";

/** In two processes on two cores: with the kept seeds before them some eleven minutes. */
const batches = [
	"--seeds 200 --steps 100 --seed 1000000",
	"--seeds 60 --steps 100 --seed 2000000 --storage dexie",
	"--seeds 40 --steps 100 --seed 3000000 --storage log",
];

let failed = 0;
for (const { found, options } of regressions) {
	const [violation] = (await simulate(options)).violations;
	if (violation === undefined) continue;
	failed += 1;
	console.log(`seed ${options.seed} is back: ${found} (${violation.text})`);
}
for (const batch of batches) {
	const args = batch.split(" ");
	const batched = { ...readOptions(args), processes: 2 };
	const run = await runShares(args, batched, (line) => console.log(line));
	const { seeds, twice, failures, totals } = run;
	const silent = vacuous(totals, faultNames, seeds);
	for (const line of silent) console.log(`too seldom: ${line}`);
	console.log(`${batch}: ${twice} twice, ${failures.length} failed`);
	failed += failures.length + silent.length;
}
process.exitCode = failed > 0 ? 1 : 0;
