import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { measureInChromium } from "./in-chromium.js";
import { measureInNode } from "./in-node.js";
import { compare, figuresOf, line } from "./statistics.js";

const order = { rounds: 5, projects: 10_000, writes: 40 };

const chromium = await measureInChromium(order);
const node = await measureInNode(200);
const { rounds } = chromium;
const [one] = rounds;
if (one === undefined) throw new Error("No round was measured.");

const comparisons = [
	compare(
		`Chromium: first sync of ${one.rows} projects`,
		rounds.map(({ firstSync }) => firstSync),
		rounds.map(({ rawPut }) => rawPut),
	),
	compare(
		"Chromium: one acknowledged local write",
		rounds.flatMap(({ localWrites }) => localWrites),
		rounds.flatMap(({ rawWrites }) => rawWrites),
	),
	compare(
		"Node, on files: one acknowledged write",
		node.localWrites,
		node.rawWrites,
	),
];
const listOnly = figuresOf(rounds.map((round) => round.listOnly));

console.log(`Chromium ${chromium.version}, Node ${process.version}; ms; ${order.rounds} rounds after one to warm up
${"".padEnd(44)} ${["ours", "p95", "raw", "p95"].map((word) => word.padStart(9)).join(" ")}    ratio
${comparisons.map(line).join("\n")}

Raw in Chromium: the same ${one.rows} rows (${one.bytes} bytes as JSON) with the same ${one.indexes} indexes that RxDB's Dexie storage
makes, put in one transaction with strict durability; the first sync also asks over HTTP (its list and JSON.parse
alone took ${listOnly.median.toFixed(1)} ms), checks each row, and stores orgs, members and users in databases of their own.
Raw in Node: an append of as many bytes with fdatasync.`);

const folder = fileURLToPath(new URL("../../bench-results/", import.meta.url));
await mkdir(folder, { recursive: true });
await writeFile(
	`${folder}bench.json`,
	`${JSON.stringify({ order, chromium: chromium.version, node: process.version, comparisons, listOnly }, null, "\t")}\n`,
);
console.log("\nWritten to bench-results/bench.json");
