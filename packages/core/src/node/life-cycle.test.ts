import { describe, expect, it } from "vitest";
import {
	paramsOf,
	read,
	rowOf,
	type Thing,
	write,
} from "../log-storage/test/things.js";
import { openStorage, openThings } from "./test/file-things.js";
import { SimDisk } from "./test/sim-disk.js";

const FOLDER = "disk/db-db";
const textOf = (disk: SimDisk) =>
	new TextDecoder().decode(disk.peek(`${FOLDER}/store.log`));

describe("closing and removing", () => {
	it("[FS12] close waits for writes that were begun, and frees the lock", async () => {
		const disk = new SimDisk();
		const things = await openThings({ files: disk });
		const written = things.bulkWrite([rowOf("a", "1")], "test");
		await things.close();
		expect(await written).toEqual({ error: [] });
		expect(disk.names()).toEqual([`${FOLDER}/store.log`]);
		expect(disk.openFiles).toBe(0);
		const late = things.bulkWrite([rowOf("b", "1")], "test");
		await expect(late).rejects.toMatchObject({ code: "STORE_CLOSED" });
	});

	it("[FS12] closing twice is closing once", async () => {
		const storage = openStorage({ files: new SimDisk() });
		const open = (name: string) =>
			storage.createStorageInstance<Thing>(paramsOf(name));
		const [first, second] = [await open("first"), await open("second")];
		await Promise.all([first.close(), first.close()]);
		await write(second, "a", "1");
		await second.close();
	});

	it("[FS12] a database can be opened again while it is being closed", async () => {
		const storage = openStorage({ files: new SimDisk() });
		const first = await storage.createStorageInstance<Thing>(
			paramsOf("things"),
		);
		await write(first, "a", "1");
		const closing = first.close();
		const second = await storage.createStorageInstance<Thing>(
			paramsOf("things"),
		);
		await closing;
		expect(await read(second, ["a"])).toEqual(["a=1"]);
		await write(second, "a", "2");
		await second.close();
	});

	it("[FS13] a removed collection is gone from the disk when remove resolves, and the others stay", async () => {
		const disk = new SimDisk();
		const storage = openStorage({ files: disk });
		const open = (name: string) =>
			storage.createStorageInstance<Thing>(paramsOf(name));
		const [kept, removed] = [await open("kept"), await open("removed")];
		await Promise.all([
			write(kept, "a", "stays"),
			write(removed, "a", "secret"),
		]);
		expect(textOf(disk)).toContain("secret");
		await removed.remove();
		expect(textOf(disk)).not.toContain("secret");
		await expect(removed.remove()).rejects.toMatchObject({
			code: "STORE_CLOSED",
		});
		const again = await open("removed");
		expect(await read(again, ["a"])).toEqual([]);
		await Promise.all([kept.close(), again.close()]);
		const reopened = await openThings({ files: disk }, "kept");
		expect(await read(reopened, ["a"])).toEqual(["a=stays"]);
		await reopened.close();
	});

	it("[FS13] a process that dies after a removal, before the fold, leaves it to the next opening", async () => {
		const disk = new SimDisk();
		const storage = openStorage({ files: disk });
		const open = (name: string) =>
			storage.createStorageInstance<Thing>(paramsOf(name));
		const [kept, removed] = [await open("kept"), await open("removed")];
		await Promise.all([write(kept, "a", "1"), write(removed, "a", "secret")]);
		// The next calls: write and sync of the removal, and making the new file.
		disk.dieIn(disk.calls + 3);
		await Promise.race([removed.remove(), disk.died]);
		const next = disk.afterDeath();
		expect(textOf(next)).toContain("secret");
		const again = await openThings({ files: next }, "kept");
		expect(textOf(next)).not.toContain("secret");
		expect(await read(again, ["a"])).toEqual(["a=1"]);
		await again.close();
	});

	it("[FS13] a database without collections leaves no file", async () => {
		const disk = new SimDisk();
		const things = await openThings({ files: disk });
		await write(things, "a", "1");
		await things.remove();
		expect(disk.names()).toEqual([]);
	});

	it("[FS14] cleanup purges old tombstones for good, and nothing else", async () => {
		const disk = new SimDisk();
		const things = await openThings({ files: disk });
		await Promise.all(["a", "b"].map((id) => write(things, id, "1")));
		await write(things, "a", undefined);
		await things.cleanup(Date.now());
		expect(await read(things, ["a", "b"]), "too young").toEqual([
			"-a=1",
			"b=1",
		]);
		expect(await things.cleanup(0)).toBe(true);
		expect(await read(things, ["a", "b"])).toEqual(["b=1"]);
		await write(things, "a", "2");
		await things.close();
		const again = await openThings({ files: disk });
		expect(await read(again, ["a", "b"])).toEqual(["a=2", "b=1"]);
		await again.close();
	});

	it("[FS15] databases of one directory do not meet, whatever their names", async () => {
		const disk = new SimDisk();
		const storage = openStorage({ files: disk });
		const names = ["a/b", "..", "a%2Fb", "Ä ö"];
		const open = (name: string) =>
			storage.createStorageInstance<Thing>(paramsOf("things", name));
		for (const name of names) {
			const things = await open(name);
			expect(await read(things, ["x"])).toEqual([]);
			await write(things, "x", name);
			await things.close();
		}
		const logs = disk.names();
		expect(logs).toHaveLength(names.length);
		expect(
			logs.every((name) => /^disk\/db-[\w%-]+\/store\.log$/.test(name)),
		).toBe(true);
	});

	it("[FS15] attachments are refused when the collection is made", async () => {
		const storage = openStorage({ files: new SimDisk() });
		const params = paramsOf("things");
		const schema = { ...params.schema, attachments: {} };
		const made = storage.createStorageInstance<Thing>({ ...params, schema });
		await expect(made).rejects.toMatchObject({ code: "NOT_SUPPORTED" });
	});
});
