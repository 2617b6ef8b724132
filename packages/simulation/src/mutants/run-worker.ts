import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Mutant } from "./mutant.js";
import type { WorkerOrder, WorkerResult } from "./worker.js";

const hook = new URL("./patch-hook.mjs", import.meta.url).href;
const worker = fileURLToPath(new URL("./worker.ts", import.meta.url));

/** Runs seeds in a process of its own, with the mutant's patches made as the sources are loaded. */
export function runWorker(
	order: WorkerOrder,
	patches: Mutant["patches"],
): Promise<WorkerResult> {
	const child = spawn(
		process.execPath,
		[
			"--conditions=@engine-offline/source",
			`--import=${hook}`,
			"--import=tsx",
			worker,
		],
		{
			env: {
				...process.env,
				MUTANT_ORDER: JSON.stringify(order),
				MUTANT_PATCHES: JSON.stringify(patches),
			},
			stdio: ["ignore", "pipe", "pipe"],
		},
	);
	let out = "";
	let err = "";
	child.stdout.on("data", (data) => {
		out += data;
	});
	child.stderr.on("data", (data) => {
		err += data;
	});
	return new Promise((resolve, reject) => {
		child.on("error", reject);
		child.on("close", (code) => {
			if (code === 0) resolve(JSON.parse(out));
			else reject(new Error(`A worker ended with ${code}:\n${err}`));
		});
	});
}
