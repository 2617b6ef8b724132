import { storageNames } from "../device/media.js";
import { runShares } from "./share.js";

/** Eight hours of seeds that nobody ran before, or as many as the first argument says; what fails is told at the end. */
const hours = Number(process.argv[2] ?? "8");
const began = process.hrtime.bigint();
const passedHours = () =>
	Number(process.hrtime.bigint() - began) / 3_600_000_000_000;
/** Seeds of each round; the first one follows from the day. */
const ROUND = 200;
let first = Math.floor(Date.now() / 86_400_000) * 1_000_000;
let seeds = 0;
const failed: string[] = [];

for (let turn = 0; passedHours() < hours; turn++) {
	const storage = storageNames[turn % storageNames.length] ?? "memory";
	const minutes = Math.max(1, (hours - passedHours()) * 60);
	const args = `--seeds ${ROUND} --steps 150 --seed ${first} --storage ${storage}`;
	const round = { seeds: ROUND, processes: 2, minutes };
	const tell = (line: string) => console.log(line);
	const result = await runShares(args.split(" "), round, tell);
	seeds += result.seeds;
	for (const { seed, invariant } of result.failures)
		failed.push(`${storage} seed ${seed}: ${invariant}`);
	first += ROUND;
}
for (const line of failed) console.log(`failed: ${line}`);
console.log(`${seeds} seeds, ${failed.length} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;
