import { regressions } from "../regressions.js";
import { simulate } from "../simulate.js";

/** One process of several: every n-th kept seed, as its two arguments say. Ends with 1 when one fails again. */
const [at = "0", of = "1"] = process.argv.slice(2);
for (const [index, { found, options }] of regressions.entries()) {
	if (index % Number(of) !== Number(at)) continue;
	const [violation] = (await simulate(options)).violations;
	if (violation === undefined) continue;
	process.exitCode = 1;
	console.log(`seed ${options.seed} is back: ${found} (${violation.text})`);
}
