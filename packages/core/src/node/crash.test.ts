import { describe, expect, it } from "vitest";
import {
	paramsOf,
	read,
	type Thing,
	type Things,
	write,
} from "../log-storage/test/things.js";
import { openStorage } from "./test/file-things.js";
import { SimDisk } from "./test/sim-disk.js";

const IDS = ["a", "b", "c", "d"];
/** What both collections hold after each step, the empty store first. */
const STATES = [
	[],
	["a=1", "b=1", "more:a=1"],
	["a=2", "b=1", "more:a=1", "more:b=1"],
	["-b=1", "a=2", "more:a=1", "more:b=1"],
	["a=2", "more:a=1", "more:b=1"],
	["a=3", "c=1", "more:a=1", "more:b=1"],
	["a=3", "c=1"],
	...Array.from({ length: 12 }, (_, index) => [`a=${index + 4}`, "c=1"].sort()),
];

interface Pair {
	readonly things: Things;
	readonly more: Things;
}

async function openPair(disk: SimDisk): Promise<Pair> {
	const storage = openStorage({ files: disk, foldFromBytes: 900 });
	const [things, more] = await Promise.all(
		["things", "more"].map((name) =>
			storage.createStorageInstance<Thing>(paramsOf(name)),
		),
	);
	if (!things || !more) throw new Error("two were asked for");
	return { things, more };
}

/** Each step is one group; tells after each how many are acknowledged. */
async function work(disk: SimDisk, acknowledged: (steps: number) => void) {
	const { things, more } = await openPair(disk);
	await Promise.all([
		write(things, "a", "1"),
		write(things, "b", "1"),
		write(more, "a", "1"),
	]);
	acknowledged(1);
	await Promise.all([write(things, "a", "2"), write(more, "b", "1")]);
	acknowledged(2);
	await write(things, "b", undefined);
	acknowledged(3);
	await things.cleanup(0);
	acknowledged(4);
	await Promise.all([write(things, "a", "3"), write(things, "c", "1")]);
	acknowledged(5);
	await more.remove();
	acknowledged(6);
	for (let step = 7; step < STATES.length; step += 1) {
		await write(things, "a", `${step - 3}`);
		acknowledged(step);
	}
	await things.close();
}

async function readPair(disk: SimDisk): Promise<string[]> {
	const { things, more } = await openPair(disk);
	const rows = await read(things, IDS);
	const moreRows = await read(more, IDS);
	await things.close();
	await more.close();
	return [...rows, ...moreRows.map((row) => `more:${row}`)].sort();
}

async function dieIn(call: number, bytesOfLastWrite?: number) {
	const disk = new SimDisk();
	disk.dieIn(call, bytesOfLastWrite);
	let steps = 0;
	const done = work(disk, (count) => {
		steps = count;
	});
	await Promise.race([done, disk.died]);
	return { disk, steps };
}

/** What was acknowledged is there, what was under way wholly or not at all, and life goes on. */
async function expectKept(disk: SimDisk, steps: number, where: string) {
	const first = await readPair(disk);
	const unplugged = disk.afterPowerLoss({ tailBytes: 0, keepNames: false });
	if (first.length > 0) {
		expect(await readPair(unplugged), `${where}, shown and gone`).toEqual(
			first,
		);
	}
	const allowed = [STATES[steps], STATES[steps + 1]].map((s) => s?.join());
	expect(allowed, where).toContain(first.join());
	const { things, more } = await openPair(disk);
	await write(things, "d", "");
	const after = disk.afterPowerLoss({ tailBytes: 0, keepNames: false });
	await Promise.all([things.close(), more.close()]);
	for (const next of [after, disk]) {
		expect(await readPair(next), where).toEqual([...first, "d="].sort());
	}
}

/** Both ends, and every third byte between them. */
const tailsOf = (bytes: number) =>
	[...Array(bytes + 1).keys()].filter((n) => n % 3 === 0 || n >= bytes - 1);

async function countCalls(): Promise<number> {
	const disk = new SimDisk();
	let folds = 0;
	disk.fail = (verb, path) => {
		if (verb === "rename" && path.endsWith("store.log")) folds += 1;
	};
	await work(disk, () => {});
	expect(folds, "made, dropped from, outgrown").toBeGreaterThanOrEqual(3);
	return disk.calls;
}

describe("a process that dies", () => {
	it("[FS3] [FS8] loses nothing acknowledged, in whichever call it dies", async () => {
		const calls = await countCalls();
		for (let call = 1; call <= calls; call += 1) {
			for (const bytes of [0, 1, 150, Number.POSITIVE_INFINITY]) {
				const { disk, steps } = await dieIn(call, bytes);
				const where = `died in call ${call}, ${bytes} bytes written`;
				await expectKept(disk.afterDeath(), steps, where);
			}
		}
	}, 60_000);
});

describe("a loss of power", () => {
	it("[FS3] [FS5] [FS8] loses nothing acknowledged, whatever of the unsynced tail is left", async () => {
		const calls = await countCalls();
		let tails = 0;
		for (let call = 1; call <= calls; call += 1) {
			const { disk, steps } = await dieIn(call);
			for (const tailBytes of tailsOf(disk.unsyncedBytes)) {
				for (const keepNames of [true, false]) {
					const where = `call ${call}, ${tailBytes} bytes of the tail, names ${keepNames}`;
					const after = disk.afterPowerLoss({ tailBytes, keepNames });
					await expectKept(after, steps, where);
					tails += 1;
				}
			}
		}
		expect(tails).toBeGreaterThan(1000);
	}, 60_000);
});
