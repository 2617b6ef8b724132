/*
 * The storages beside each other, in one run: raw IndexedDB with a row for each document, RxDB's Dexie storage, and
 * the memory-first one. Options: --documents 10000 --rounds 3 --durability strict,relaxed
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type BrowserContext, chromium } from "playwright-core";
import { chromiumFlags, findChromium } from "../browser/chromium.js";
import { quantile } from "./statistics.js";
import type { StorageOrder, Timings } from "./storage-page/page.js";
import type { Durability } from "./storage-page/side.js";
import { serveFolder } from "./storage-serve.js";

const { values } = parseArgs({
	options: {
		documents: { type: "string", default: "10000" },
		rounds: { type: "string", default: "3" },
		durability: { type: "string", default: "strict,relaxed" },
	},
});
const documents = Number(values.documents);
const rounds = Number(values.rounds);
const sides = ["raw", "rxdb-dexie", "log"] as const;

const executablePath = chromiumOrThrow();
const root = fileURLToPath(new URL("./storage-page", import.meta.url));
const served = await serveFolder(root, 0);

function chromiumOrThrow(): string {
	const found = findChromium();
	if (found !== undefined) return found;
	throw new Error("No Chromium: install it, or name it in CHROMIUM.");
}

interface Measured {
	readonly warm: Timings;
	readonly cold: Timings;
	readonly heapMb: number;
}

async function inBrowser<Result>(
	profile: string,
	work: (browser: BrowserContext) => Promise<Result>,
): Promise<Result> {
	const browser = await chromium.launchPersistentContext(profile, {
		executablePath,
		args: [...chromiumFlags, "--js-flags=--expose-gc"],
	});
	try {
		return await work(browser);
	} finally {
		await browser.close();
	}
}

async function openPage(browser: BrowserContext) {
	const page = await browser.newPage();
	await page.goto(served.url);
	return page;
}

/** One storage in a profile of its own; the cold part in a browser of its own. */
async function measure(order: StorageOrder): Promise<Measured> {
	const profile = await mkdtemp(join(tmpdir(), "engine-bench-profile-"));
	try {
		const warm = await inBrowser(profile, async (browser) =>
			(await openPage(browser)).evaluate((o) => window.measureWarm(o), order),
		);
		return await inBrowser(profile, async (browser) => {
			const page = await openPage(browser);
			const cold = await page.evaluate((o) => window.measureCold(o), order);
			const session = await browser.newCDPSession(page);
			await session.send("HeapProfiler.collectGarbage");
			const { usedSize } = await session.send("Runtime.getHeapUsage");
			return { warm, cold, heapMb: usedSize / 1024 / 1024 };
		});
	} finally {
		await rm(profile, { recursive: true, force: true });
	}
}

const lines: readonly (readonly [
	string,
	(m: Measured) => readonly number[],
	number?,
])[] = [
	[`store ${documents} in bulk`, ({ warm }) => warm.bulk ?? []],
	["first query by org after it", ({ warm }) => warm.queryAfterBulk ?? []],
	[`update ${documents} in bulk`, ({ warm }) => warm.update ?? []],
	["one acknowledged insert", ({ warm }) => warm.single ?? []],
	["one acknowledged insert, p95", ({ warm }) => warm.single ?? [], 0.95],
	["1,000 inserts at once", ({ warm }) => warm.thousand ?? []],
	["query one org, new values", ({ warm }) => warm.query ?? []],
	["read all", ({ warm }) => warm.all ?? []],
	["update to subscriber, 1 query", ({ warm }) => warm.heard1 ?? []],
	["update to subscriber, 100 queries", ({ warm }) => warm.heard100 ?? []],
	["cold process, one org", ({ cold }) => cold.first ?? []],
	["cold process, all", ({ cold }) => cold.all ?? []],
	["longest task over 50 while opening", ({ cold }) => cold.longTask ?? []],
	["heap with all in memory, MB", ({ heapMb }) => [heapMb]],
	["databases", ({ cold }) => cold.databases ?? []],
];

function show(value: number): string {
	return Number.isNaN(value) ? "–" : value.toFixed(value < 10 ? 2 : 0);
}

try {
	for (const durability of values.durability.split(",") as Durability[]) {
		const bySide = new Map<string, Measured[]>();
		for (let round = 0; round < rounds; round += 1)
			for (const side of sides) {
				const order = {
					side,
					durability,
					name: "bench",
					documents,
					orgs: documents / 100,
				};
				bySide.set(side, [...(bySide.get(side) ?? []), await measure(order)]);
			}
		console.log(
			`\n${documents} documents in one of four collections, ${durability}; ms, medians of ${rounds} interleaved rounds`,
		);
		console.log(
			["".padEnd(36), ...sides.map((side) => side.padStart(12))].join(""),
		);
		for (const [what, of, share = 0.5] of lines) {
			const figures = sides.map((side) =>
				show(quantile((bySide.get(side) ?? []).flatMap(of), share)).padStart(
					12,
				),
			);
			console.log([what.padEnd(36), ...figures].join(""));
		}
	}
} finally {
	await served.close();
}
