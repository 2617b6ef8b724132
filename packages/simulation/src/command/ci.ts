import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { vacuous } from "../batch/tally.js";
import { faultNames } from "../network/faults.js";
import { readOptions } from "./options.js";
import { runShares } from "./share.js";

/** On two cores, with the kept seeds before them, some ten minutes. */
const PROCESSES = 2;
const batches = [
	"--seeds 600 --steps 100 --seed 1000000",
	"--seeds 100 --steps 100 --seed 2000000 --storage dexie",
	"--seeds 100 --steps 100 --seed 3000000 --storage log",
];

const said = (line: string) =>
	console.log(`${(process.uptime() / 60).toFixed(1)} min: ${line}`);

/** The kept seeds, each process its share; answers how many of the processes found one that is back. */
async function runKept(): Promise<number> {
	const program = fileURLToPath(new URL("./kept.ts", import.meta.url));
	const codes = Array.from(
		{ length: PROCESSES },
		(_, at) =>
			new Promise<number>((resolve) => {
				const child = fork(program, [`${at}`, `${PROCESSES}`]);
				child.on("exit", (code) => resolve(code ?? 1));
			}),
	);
	return (await Promise.all(codes)).filter((code) => code !== 0).length;
}

let failed = await runKept();
said(failed === 0 ? "no kept seed is back" : "a kept seed is back");
for (const batch of batches) {
	const args = batch.split(" ");
	const batched = { ...readOptions(args), processes: PROCESSES };
	const run = await runShares(args, batched, (line) => console.log(line));
	const { seeds, twice, failures, totals } = run;
	const silent = vacuous(totals, faultNames, seeds);
	for (const line of silent) console.log(`too seldom: ${line}`);
	said(`${batch}: ${twice} twice, ${failures.length} failed`);
	failed += failures.length + silent.length;
}
process.exitCode = failed > 0 ? 1 : 0;
