import { describe, expect, it } from "vitest";
import type { Finding } from "../log-storage/finding.js";
import { read, rowOf, write } from "../log-storage/test/things.js";
import { openThings } from "./test/file-things.js";
import { SimDisk } from "./test/sim-disk.js";

const LOG = "disk/db-db/store.log";
const full = () =>
	Object.assign(new Error("no space left"), { code: "ENOSPC" });

const failOn = (verb: string, path: string) => (v: string, p: string) => {
	if (v === verb && p === path) throw full();
};

describe("a disk that takes no more", () => {
	it.each(["write", "sync"])(
		"[FS9] a failed %s rejects the write, shows nothing, and later writes work",
		async (verb) => {
			const disk = new SimDisk();
			const things = await openThings({ files: disk });
			await write(things, "a", "1");
			const events: string[] = [];
			things.changeStream().subscribe(({ events: all }) => {
				events.push(...all.map((event) => event.documentId));
			});
			disk.fail = failOn(verb, LOG);
			const failed = Promise.all([
				write(things, "a", "2"),
				write(things, "b", "1"),
			]);
			await expect(failed).rejects.toMatchObject({
				code: "STORAGE_FAILED",
				cause: { code: "ENOSPC" },
			});
			expect(await read(things, ["a", "b"])).toEqual(["a=1"]);
			expect(events).toEqual([]);
			disk.fail = () => {};
			await write(things, "a", "3");
			expect(events).toEqual(["a"]);
			await things.close();
			const again = await openThings({ files: disk });
			expect(await read(again, ["a", "b"])).toEqual(["a=3"]);
			await again.close();
		},
	);

	it("[FS9] a failed write that could not be cut off is cut off by the next one", async () => {
		const disk = new SimDisk();
		const things = await openThings({ files: disk });
		await write(things, "a", "1");
		disk.fail = (verb) => {
			if (verb === "sync" || verb === "truncate") throw full();
		};
		await expect(
			write(things, "a".repeat(40), "2".repeat(40)),
		).rejects.toThrow();
		disk.fail = () => {};
		await write(things, "b", "3");
		await things.close();
		const findings: Finding[] = [];
		const report = (finding: Finding) => findings.push(finding);
		const again = await openThings({ files: disk, report });
		expect(findings).toEqual([]);
		expect(await read(again, ["a", "b", "a".repeat(40)])).toEqual([
			"a=1",
			"b=3",
		]);
		await again.close();
	});

	it("[FS8] a fold that fails is reported, loses nothing and is tried again", async () => {
		const disk = new SimDisk();
		const findings: Finding[] = [];
		const report = (finding: Finding) => findings.push(finding);
		const things = await openThings({
			files: disk,
			report,
			foldFromBytes: 300,
		});
		disk.fail = failOn("write", `${LOG}.new`);
		for (let n = 0; n < 8; n += 1) await write(things, "a", `${n}`);
		const failures = findings.filter(
			({ kind }) => kind === "fold-failed",
		).length;
		expect(failures).toBeGreaterThan(0);
		expect(failures, "not after each write").toBeLessThan(4);
		expect(disk.names()).not.toContain(`${LOG}.new`);
		disk.fail = () => {};
		const before = disk.peek(LOG).length;
		for (let n = 0; n < 30; n += 1) await write(things, "a", `${n}`);
		expect(disk.peek(LOG).length).toBeLessThan(before);
		await things.close();
		expect(disk.openFiles).toBe(0);
	});

	it("[FS6] a document that JSON cannot hold fails alone", async () => {
		const things = await openThings({ files: new SimDisk() });
		const bad = rowOf("bad", "1");
		Object.assign(bad.document, { value: 1n });
		const [refused, taken] = await Promise.allSettled([
			things.bulkWrite([bad], "test"),
			things.bulkWrite([rowOf("good", "1")], "test"),
		]);
		expect([refused?.status, taken?.status]).toEqual(["rejected", "fulfilled"]);
		expect(await read(things, ["bad", "good"])).toEqual(["good=1"]);
		await things.close();
	});
});
