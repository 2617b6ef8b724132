import type { StorageName } from "../device/media.js";
import { simulate } from "../simulate.js";

const arg = (name: string, otherwise: string) => {
	const at = process.argv.indexOf(`--${name}`);
	return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise);
};

const seeds = Number(arg("seeds", "20"));
const steps = Number(arg("steps", "60"));
const first = Number(arg("seed", "1"));
const devices = Number(arg("devices", "3"));
const storage = arg("storage", "memory") as StorageName;
const isFull = process.argv.includes("--trace");
const total = new Map<string, number>();
let failed = 0;
const failing = new Map<string, string[]>();
const began = process.hrtime.bigint();
process.on("unhandledRejection", (error) => {
	console.error("UNHANDLED", error);
	failed++;
});
for (let index = 0; index < seeds; index++) {
	const seed = String(first + index);
	const result = await simulate({ seed, steps, devices, storage });
	for (const [kind, count] of result.counts)
		total.set(kind, (total.get(kind) ?? 0) + count);
	const [violation] = result.violations;
	if (isFull) console.log(result.trace.join("\n"));
	if (violation === undefined) continue;
	failed += 1;
	const key = `${violation.invariant}`;
	failing.set(key, [...(failing.get(key) ?? []), seed]);
	console.log(
		`seed ${seed}: ${violation.invariant} ${violation.device} ${violation.text.slice(0, 600)}`,
	);
}
const seconds = Number(process.hrtime.bigint() - began) / 1e9;
console.log(
	[...total]
		.map(([kind, count]) => `${kind} ${count}`)
		.sort()
		.join("\n"),
);
console.log([...failing].map(([k, s]) => `${k}: ${s.join(" ")}`).join("\n"));
console.log(`${seeds} seeds, ${failed} failed, ${seconds.toFixed(1)} s`);
