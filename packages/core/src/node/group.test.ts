import { normalizeMangoQuery, prepareQuery } from "rxdb";
import { describe, expect, it } from "vitest";
import {
	paramsOf,
	read,
	rowOf,
	type Thing,
	type ThingData,
	write,
} from "../log-storage/test/things.js";
import { openStorage, openThings } from "./test/file-things.js";
import { SimDisk } from "./test/sim-disk.js";

const LOG = "disk/db-db/store.log";

function countSyncs(disk: SimDisk): () => number {
	let syncs = 0;
	disk.fail = (verb, path) => {
		if (verb === "sync" && path === LOG) syncs += 1;
	};
	return () => syncs;
}

const docOf = (document: object) => document as ThingData;

describe("group commit", () => {
	it("[FS2] a thousand writes at once cost a few syncs", async () => {
		const disk = new SimDisk();
		const things = await openThings({ files: disk });
		const syncs = countSyncs(disk);
		const ids = Array.from({ length: 1000 }, (_, index) => `t${index}`);
		await Promise.all(ids.map((id) => write(things, id, "1")));
		expect(syncs()).toBeLessThanOrEqual(2);
		expect(await read(things, ids)).toHaveLength(1000);
		await things.close();
	});

	it("[FS2] writes of several collections go into one record", async () => {
		const disk = new SimDisk();
		const storage = openStorage({ files: disk });
		const open = (name: string) =>
			storage.createStorageInstance<Thing>(paramsOf(name));
		const [first, second] = [await open("first"), await open("second")];
		const syncs = countSyncs(disk);
		await Promise.all([write(first, "a", "1"), write(second, "a", "1")]);
		expect(syncs()).toBe(1);
		await Promise.all([first.close(), second.close()]);
	});

	it("[FS1] nothing is shown and nobody told before the sync; the event comes before the answer", async () => {
		const disk = new SimDisk();
		const things = await openThings({ files: disk });
		const order: string[] = [];
		things
			.changeStream()
			.subscribe(({ context }) => order.push(`event ${context}`));
		let seen: ThingData[] = [docOf({})];
		let asked: Promise<unknown> = Promise.resolve();
		disk.fail = (verb) => {
			if (verb !== "sync") return;
			order.push("sync");
			asked = things.findDocumentsById(["a"], true).then((documents) => {
				seen = documents;
			});
		};
		await things.bulkWrite([rowOf("a", "1")], "mine");
		order.push("answer");
		await asked;
		expect(order).toEqual(["sync", "event mine", "answer"]);
		expect(seen).toEqual([]);
		await things.close();
	});
});

describe("conflicts", () => {
	it("[FS4] two inserts of one id in one group: the second meets the first", async () => {
		const disk = new SimDisk();
		const things = await openThings({ files: disk });
		const [first, second] = await Promise.all([
			things.bulkWrite([rowOf("a", "1")], "one"),
			things.bulkWrite([rowOf("a", "2"), rowOf("b", "2")], "two"),
		]);
		expect(first?.error).toEqual([]);
		expect(second?.error).toMatchObject([
			{
				status: 409,
				documentId: "a",
				context: "two",
				documentInDb: { value: "1" },
			},
		]);
		expect(await read(things, ["a", "b"])).toEqual(["a=1", "b=2"]);
		await things.close();
		const again = await openThings({ files: disk });
		expect(await read(again, ["a", "b"])).toEqual(["a=1", "b=2"]);
		await again.close();
	});

	it("[FS4] a chain of writes in one group, each made from the one before, is taken whole", async () => {
		const things = await openThings({ files: new SimDisk() });
		const one = rowOf("a", "1");
		const two = rowOf("a", "2", { previous: docOf(one.document) });
		const three = rowOf("a", "3", { previous: docOf(two.document) });
		const stale = rowOf("a", "4", { previous: docOf(one.document) });
		const answers = await Promise.all(
			[one, two, three, stale].map((row) => things.bulkWrite([row], "test")),
		);
		expect(answers.map(({ error }) => error.length)).toEqual([0, 0, 0, 1]);
		expect(await read(things, ["a"])).toEqual(["a=3"]);
		await things.close();
	});

	it("[FS4] a second row for one id in one write is a conflict, whatever it was made from", async () => {
		const things = await openThings({ files: new SimDisk() });
		const one = rowOf("a", "1");
		const two = rowOf("a", "2", { previous: docOf(one.document) });
		const { error } = await things.bulkWrite([one, two], "test");
		expect(error).toMatchObject([
			{ status: 409, documentInDb: { value: "1" } },
		]);
		expect(await read(things, ["a"])).toEqual(["a=1"]);
		await things.close();
	});

	it("[FS4] a caller's wrong idea of the previous document, under the right revision, does no harm", async () => {
		const things = await openThings({ files: new SimDisk() });
		const one = rowOf("a", "1");
		await things.bulkWrite([one], "test");
		const previous = { ...docOf(one.document), value: "7" };
		await things.bulkWrite([rowOf("a", "2", { previous })], "test");
		const query = { selector: { value: { $gte: "0" } } };
		const filled = normalizeMangoQuery(things.schema, query);
		const prepared = prepareQuery<Thing>(things.schema, filled);
		const { documents } = await things.query(prepared);
		expect(documents.map(({ value }) => value)).toEqual(["2"]);
		await things.close();
	});

	it("[FS4] a write that is all conflicts touches no file", async () => {
		const disk = new SimDisk();
		const things = await openThings({ files: disk });
		await write(things, "a", "1");
		const calls = disk.calls;
		const { error } = await things.bulkWrite([rowOf("a", "2")], "test");
		expect(error).toHaveLength(1);
		expect(disk.calls).toBe(calls);
		await things.close();
	});
});
