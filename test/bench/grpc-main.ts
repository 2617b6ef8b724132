import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { measureTransports } from "./grpc-beside-rest.js";
import { type Comparison, compare } from "./statistics.js";

const order = { creates: 1_000, rows: 10_000, lists: 9 };

const [rest, ...others] = await measureTransports(order);
if (rest === undefined) throw new Error("Nothing was measured.");

const comparisons = others.flatMap(({ name, creates, lists }) => [
	compare(`${name}: one of ${order.creates} creates`, creates, rest.creates),
	compare(`${name}: a list of ${order.rows} rows`, lists, rest.lists),
]);

console.log(`Node ${process.version}; ms; the transports take turns against one emulator in this process
${"".padEnd(36)} ${["median", "p95", "REST", "p95"].map((word) => word.padStart(9)).join(" ")}    ratio
${comparisons.map(row).join("\n")}
All creates together: ${[rest, ...others].map(({ name, creates }) => `${name} ${sum(creates).toFixed(0)}`).join(", ")}.`);

const folder = fileURLToPath(new URL("../../bench-results/", import.meta.url));
await mkdir(folder, { recursive: true });
await writeFile(
	`${folder}grpc.json`,
	`${JSON.stringify({ order, node: process.version, comparisons }, null, "\t")}\n`,
);
console.log("\nWritten to bench-results/grpc.json");

function row({ what, ours, raw, ratio }: Comparison): string {
	const figures = [ours.median, ours.p95, raw.median, raw.p95];
	const columns = figures.map((value) => value.toFixed(2).padStart(9));
	return `${what.padEnd(36)} ${columns.join(" ")} ${`${ratio.toFixed(2)}×`.padStart(8)}`;
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
