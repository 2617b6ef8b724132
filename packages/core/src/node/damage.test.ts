import { describe, expect, it } from "vitest";
import type { Finding } from "../log-storage/finding.js";
import {
	paramsOf,
	read,
	type Thing,
	type Things,
	write,
} from "../log-storage/test/things.js";
import { encodeRecord } from "./record.js";
import { openThings, storageOn } from "./test/file-things.js";
import { SimDisk } from "./test/sim-disk.js";

const FOLDER = "disk/db-db";
const LOG = `${FOLDER}/store.log`;

async function diskWithThree(): Promise<SimDisk> {
	const disk = new SimDisk();
	const things = await openThings({ files: disk });
	for (const id of ["a", "b", "c"]) await write(things, id, "1");
	await things.close();
	return disk;
}

function flipByte(bytes: Uint8Array, position: number): Uint8Array {
	const flipped = bytes.slice();
	flipped[position] = (flipped[position] ?? 0) ^ 0x01;
	return flipped;
}

async function openAndRead(disk: SimDisk) {
	const findings: Finding[] = [];
	const report = (finding: Finding) => findings.push(finding);
	const { rxStorage, damaged } = storageOn({ files: disk, report });
	const things: Things = await rxStorage.createStorageInstance<Thing>(
		paramsOf("things"),
	);
	const rows = await read(things, ["a", "b", "c"]);
	const kept = await damaged?.("db");
	await things.close();
	return { rows, findings, kept };
}

describe("a damaged log", () => {
	it("[FS7] one wrong byte anywhere behind the head costs at most the records it touches, and is kept", async () => {
		const whole = (await diskWithThree()).peek(LOG);
		const headEnd = whole.indexOf(0x0a) + 1;
		for (let at = headEnd; at < whole.length; at += 1) {
			const disk = new SimDisk();
			disk.poke(LOG, flipByte(whole, at));
			const { rows, kept = [], findings } = await openAndRead(disk);
			expect(rows.length, `byte ${at}`).toBeGreaterThanOrEqual(1);
			expect(["a=1", "b=1", "c=1"], `byte ${at}`).toEqual(
				expect.arrayContaining(rows),
			);
			// Without its line break the last one is torn.
			const met = kept.length + findings.length;
			expect(met, `byte ${at}`).toBeGreaterThan(0);
			expect(await openAndRead(disk)).toEqual({ rows, kept, findings: [] });
		}
	}, 30_000);

	it("[FS7] keeps the damaged lines in a file of their own", async () => {
		const disk = await diskWithThree();
		const lines = new TextDecoder().decode(disk.peek(LOG)).split("\n");
		const broken = lines[2]?.replace('"b"', '"x"') ?? "";
		lines[2] = broken;
		disk.poke(LOG, new TextEncoder().encode(lines.join("\n")));
		const { rows, kept } = await openAndRead(disk);
		expect(rows).toEqual(["a=1", "c=1"]);
		expect(kept).toEqual([broken]);
		const keptIn = `${FOLDER}/damaged-1.log`;
		expect(new TextDecoder().decode(disk.peek(keptIn))).toBe(`${broken}\n`);
	});

	it("[FS5] a torn tail is cut and told", async () => {
		const disk = await diskWithThree();
		const whole = disk.peek(LOG);
		disk.poke(LOG, whole.slice(0, -5));
		const { rows, findings } = await openAndRead(disk);
		expect(rows).toEqual(["a=1", "b=1"]);
		expect(findings).toMatchObject([{ kind: "tail-cut", place: LOG }]);
		expect((await openAndRead(disk)).findings).toEqual([]);
	});
});

describe("the head", () => {
	const withHead = async (head: unknown) => {
		const disk = await diskWithThree();
		const rest = disk.peek(LOG).slice(disk.peek(LOG).indexOf(0x0a) + 1);
		disk.poke(LOG, Buffer.concat([encodeRecord(JSON.stringify(head)), rest]));
		return disk;
	};

	it.each([
		["a newer format", { format: 2, database: "db" }, "NEWER_DATA"],
		["another database", { format: 1, database: "DB" }, "CORRUPT_DATA"],
		["no head", ["something"], "CORRUPT_DATA"],
	])("[FS10] %s is refused and the file kept", async (_, head, code) => {
		const disk = await withHead(head);
		const before = disk.peek(LOG);
		await expect(openThings({ files: disk })).rejects.toMatchObject({ code });
		expect(disk.peek(LOG)).toBe(before);
		expect(disk.openFiles).toBe(0);
		expect(disk.names(), "the lock is free again").not.toContain(
			`${FOLDER}/lock`,
		);
	});

	it("[FS10] an empty file is refused, not taken for an empty store", async () => {
		const disk = new SimDisk();
		disk.poke(LOG, new Uint8Array());
		await expect(openThings({ files: disk })).rejects.toMatchObject({
			code: "CORRUPT_DATA",
		});
	});
});
