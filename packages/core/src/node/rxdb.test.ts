import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addRxPlugin, createRxDatabase, removeRxDatabase } from "rxdb";
import { RxDBLocalDocumentsPlugin } from "rxdb/plugins/local-documents";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { paramsOf } from "../log-storage/test/things.js";
import { fileStorage } from "./index.js";
import { counterCollections } from "./test/counters.js";

addRxPlugin(RxDBLocalDocumentsPlugin);

let directory = "";
beforeEach(async () => {
	directory = await mkdtemp(join(tmpdir(), "file-storage-"));
});
afterEach(() => rm(directory, { recursive: true }));

async function open() {
	const storage = fileStorage({ directory }).rxStorage;
	const database = await createRxDatabase({
		name: "app",
		storage,
		localDocuments: true,
	});
	const collections = await database.addCollections(counterCollections);
	return { database, ...collections };
}

const listFiles = async () =>
	(await readdir(directory, { recursive: true })).sort();

describe("under RxDB, on this machine's disk", () => {
	it("[FS3] documents, tombstones and local documents are there after reopening", async () => {
		const first = await open();
		await first.left.bulkInsert(
			["a", "b"].map((id) => ({ id, count: 1, text: "ä\n\u2028😀\ud800" })),
		);
		await first.left.findOne("a").incrementalPatch({ count: 2 });
		await (await first.left.findOne("b").exec(true)).remove();
		await first.database.insertLocal("who", { name: "me" });
		await first.database.close();

		const second = await open();
		const found = await second.left.find().exec();
		expect(found.map((d) => d.toMutableJSON())).toEqual([
			{ id: "a", count: 2, text: "ä\n\u2028😀\ud800" },
		]);
		const [tombstone] = await second.left.storageInstance.findDocumentsById(
			["b"],
			true,
		);
		expect(tombstone?._deleted).toBe(true);
		expect((await second.database.getLocal("who"))?.get("name")).toBe("me");
		await second.left.insert({ id: "b", count: 5, text: "back" });
		expect((await second.left.findOne("b").exec())?.count).toBe(5);
		await second.database.close();
	});

	it("[FS12] a live query sees writes, and nothing but the log is left after closing", async () => {
		const { database, left } = await open();
		const counts: number[] = [];
		const query = left.find().$.subscribe((all) => counts.push(all.length));
		await left.insert({ id: "a", count: 1, text: "" });
		expect(await left.count().exec()).toBe(1);
		query.unsubscribe();
		await database.close();
		expect(counts.at(-1)).toBe(1);
		expect(await listFiles()).toEqual(["db-app", "db-app/store.log"]);
	});

	it("[FS13] removing a collection and then the database takes all of it from the disk", async () => {
		const { database, left, right } = await open();
		await left.insert({ id: "a", count: 1, text: "" });
		await right.insert({ id: "a", count: 1, text: "" });
		await left.remove();
		expect(await right.count().exec()).toBe(1);
		await database.remove();
		expect(await listFiles()).toEqual(["db-app"]);
	});

	it("[FS13] a closed database can be removed by its name", async () => {
		const { database, left } = await open();
		await left.insert({ id: "a", count: 1, text: "" });
		await database.close();
		const removed = await removeRxDatabase(
			"app",
			fileStorage({ directory }).rxStorage,
		);
		expect(removed.sort()).toEqual(["left", "right"]);
		expect(await listFiles()).toEqual(["db-app"]);
	});

	it("[FS11] a second storage in this process is refused too", async () => {
		const { database } = await open();
		const storage = fileStorage({ directory }).rxStorage;
		const other = storage.createStorageInstance(paramsOf("left", "app"));
		await expect(other).rejects.toMatchObject({
			code: "STORE_IN_USE",
			message: expect.stringContaining("this very process"),
		});
		await database.close();
	});
});
