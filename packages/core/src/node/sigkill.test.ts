import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createRxDatabase } from "rxdb";
import { expect, it } from "vitest";
import { fileStorage } from "./index.js";
import { type Counter, counterCollections } from "./test/counters.js";

const ROUNDS = 6;
const CHILD = fileURLToPath(new URL("./test/kill-child.ts", import.meta.url));
const TSX = createRequire(import.meta.url).resolve("tsx");

function startChild(directory: string): ChildProcess {
	const options = ["--import", TSX, "--conditions=@engine-offline/source"];
	return spawn(process.execPath, [...options, CHILD, directory], {
		stdio: ["ignore", "pipe", "inherit"],
	});
}

async function expectRefused(child: ChildProcess, directory: string) {
	await expect(readCounters(directory)).rejects.toMatchObject({
		code: "STORE_IN_USE",
		message: expect.stringContaining(`process ${child.pid}`),
	});
}

/** Kills the child after so many acknowledgements; resolves with the last one of each document. */
async function killAfter(directory: string, lines: number) {
	const child = startChild(directory);
	if (child.stdout === null) throw new Error("the child has no output");
	const ended = new Promise((resolve) =>
		child.once("exit", (_, signal) => resolve(signal)),
	);
	const countByDocument = new Map<string, number>();
	let seen = 0;
	for await (const line of createInterface({ input: child.stdout })) {
		const [document = "", count] = line.split(" ");
		countByDocument.set(document, Number(count));
		seen += 1;
		if (seen === 1) await expectRefused(child, directory);
		if (seen === lines) child.kill("SIGKILL");
	}
	expect(await ended).toBe("SIGKILL");
	return countByDocument;
}

async function readCounters(directory: string): Promise<Map<string, Counter>> {
	const storage = fileStorage({ directory }).rxStorage;
	const database = await createRxDatabase({ name: "counters", storage });
	const collections = await database.addCollections(counterCollections);
	const counterByDocument = new Map<string, Counter>();
	for (const [name, collection] of Object.entries(collections)) {
		for (const document of await collection.find().exec()) {
			counterByDocument.set(`${name}/${document.id}`, document.toMutableJSON());
		}
	}
	await database.close();
	return counterByDocument;
}

it("[FS3] [FS11] a process killed while it writes loses nothing that it was told is stored", async () => {
	const directory = await mkdtemp(join(tmpdir(), "file-storage-"));
	try {
		for (let round = 1; round <= ROUNDS; round += 1) {
			const acknowledged = await killAfter(directory, 40 + 97 * round);
			const first = await readCounters(directory);
			for (const [document, count] of acknowledged) {
				const stored = first.get(document);
				// One write of each document may have been stored without its acknowledgement being read.
				expect([count, count + 1], `${document}, round ${round}`).toContain(
					stored?.count,
				);
				expect(stored?.text).toBe(`${stored?.count}`.repeat(20));
			}
			expect(acknowledged.size).toBe(6);
			expect(await readCounters(directory), "second opening").toEqual(first);
		}
	} finally {
		await rm(directory, { recursive: true });
	}
}, 60_000);
