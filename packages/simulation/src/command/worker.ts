import { execFileSync } from "node:child_process";
import { runBatch } from "../batch/batch.js";
import { readOptions } from "./options.js";

/** One process of a batch: every n-th seed, as its last two arguments say. */
const args = process.argv.slice(2);
const [at = "0", of = "1"] = args.splice(-2);
const { seeds, first, minutes, isTraced, processes, ...options } =
	readOptions(args);
const began = process.hrtime.bigint();
const passedMinutes = () =>
	Number(process.hrtime.bigint() - began) / 60_000_000_000;
const all = Array.from({ length: seeds }, (_, index) => String(first + index));
const unhandled: unknown[] = [];
process.on("unhandledRejection", (error) => unhandled.push(error));

const { failures, counts, ...rest } = await runBatch({
	...options,
	seeds: all.filter((_, index) => index % Number(of) === Number(at)),
	commit: commit(),
	told: (seed, report) => {
		if (report !== undefined) process.send?.(report);
		for (const error of unhandled.splice(0))
			process.send?.(`seed ${seed}: nobody handled ${String(error)}`);
		return passedMinutes() < minutes;
	},
});
process.send?.({ ...rest, failures, counts: [...counts] });

function commit(): string {
	try {
		return execFileSync("git", ["rev-parse", "--short", "HEAD"], {
			encoding: "utf8",
		}).trim();
	} catch {
		return "unknown";
	}
}
