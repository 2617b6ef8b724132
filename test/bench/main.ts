/*
 * Measurements: `npm run bench -- [storage|reads|sync|node|grpc|flushes …] [--quick] [--rounds N]
 * [--documents 10000,100000] [--durability strict,relaxed]`. Without a part, all of them.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { findChromium } from "../browser/chromium.js";
import type { Part, PartOptions } from "./part.js";
import { measureFlushes } from "./parts/flushes.js";
import { measureGrpc } from "./parts/grpc.js";
import { measureNode } from "./parts/node.js";
import { measureReads } from "./parts/reads.js";
import { measureStorage } from "./parts/storage.js";
import { measureSync } from "./parts/sync.js";
import { rowsOf, type Table, textOf } from "./table.js";

const partByName = new Map<string, Part>([
	["storage", measureStorage],
	["reads", measureReads],
	["sync", measureSync],
	["node", measureNode],
	["grpc", measureGrpc],
	["flushes", measureFlushes],
]);

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		quick: { type: "boolean", default: false },
		rounds: { type: "string" },
		documents: { type: "string" },
		durability: { type: "string", default: "strict,relaxed" },
	},
});
const { quick } = values;
const options: PartOptions = {
	quick,
	rounds: Number(values.rounds ?? (quick ? 1 : 5)),
	documents: (values.documents ?? (quick ? "10000" : "10000,100000"))
		.split(",")
		.map(Number),
	durabilities: values.durability.split(",").map(durabilityOf),
};

const folder = fileURLToPath(new URL("../../bench-results/", import.meta.url));
await mkdir(folder, { recursive: true });
console.log(
	`Node ${process.version}, ${findChromium()}, ${cpus().length} processors (${cpus()[0]?.model}); ms, median (p95) and ratio to the first column\n`,
);
for (const name of positionals.length > 0 ? positionals : partByName.keys())
	await measure(name);

async function measure(name: string): Promise<void> {
	const part = partByName.get(name);
	if (part === undefined)
		throw new Error(
			`No part "${name}": there are ${[...partByName.keys()].join(", ")}.`,
		);
	const tables: Table[] = [];
	await part(options, (table) => {
		tables.push(table);
		console.log(`${textOf(table)}\n`);
	});
	const figures = tables.map((table) => ({ ...table, columns: rowsOf(table) }));
	const file = `${folder}${name}.json`;
	await writeFile(
		file,
		`${JSON.stringify({ options, figures }, null, "\t")}\n`,
	);
	console.log(`Written to bench-results/${name}.json\n`);
}

function durabilityOf(name: string): "strict" | "relaxed" {
	if (name === "strict" || name === "relaxed") return name;
	throw new Error(`No durability "${name}": there are strict and relaxed.`);
}
