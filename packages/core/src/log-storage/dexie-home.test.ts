import { Dexie } from "dexie";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { describe, expect, it } from "vitest";
import { headRow, newHead } from "./dexie-head.js";
import type { Finding } from "./finding.js";
import { logStorage } from "./log-storage.js";
import {
	paramsOf,
	read,
	rowOf,
	type Thing,
	type Things,
	write,
} from "./test/things.js";

const NAME = "engine-offline-log--db";
const places = () => ({ indexedDB: new IDBFactory(), IDBKeyRange });
type Places = ReturnType<typeof places>;

async function open(given: Places, foldFromBytes = 1e6) {
	const findings: Finding[] = [];
	const report = (finding: Finding) => findings.push(finding);
	const storage = logStorage({ ...given, report, foldFromBytes });
	const things: Things = await storage.rxStorage.createStorageInstance<Thing>(
		paramsOf("things"),
	);
	return { things, findings, storage };
}

/** Works on the database behind the storage's back. */
async function tamper(given: Places, work: (db: Dexie) => Promise<unknown>) {
	const db = new Dexie(NAME, given);
	db.version(1).stores({ rows: "key" });
	await work(db);
	db.close();
}

async function withThings(given: Places, ids: readonly string[]) {
	const { things } = await open(given);
	for (const id of ids) await write(things, id, "1");
	await things.close();
}

const flip = (bytes: Uint8Array) => {
	const flipped = bytes.slice();
	flipped[7] = (flipped[7] ?? 0) ^ 1;
	return flipped;
};

describe("the log in IndexedDB", () => {
	it("[LS2] is one database, whatever the number of collections", async () => {
		const given = places();
		const { things, storage } = await open(given);
		const more = await storage.rxStorage.createStorageInstance<Thing>(
			paramsOf("more"),
		);
		await Promise.all([write(things, "a", "1"), write(more, "a", "1")]);
		const databases = await given.indexedDB.databases();
		expect(databases.map(({ name }) => name)).toEqual([NAME]);
		await Promise.all([things.close(), more.close()]);
	});

	it("[LS17] no two of its writing transactions go on at the same time: each covers all of it", async () => {
		const given = places();
		const { database: prototype } = await classesOf(given);
		const { transaction } = prototype;
		const writing: [string, string][] = [];
		prototype.transaction = function (...asked) {
			const made = transaction.apply(this, asked);
			const all = [...this.objectStoreNames];
			if (made.mode === "readwrite" && this.name === NAME)
				writing.push([[...made.objectStoreNames].join(), all.join()]);
			return made;
		};
		const { things } = await open(given, 1);
		for (let n = 0; n < 12; n += 1) await write(things, "a", `${n}`);
		await things.close();
		prototype.transaction = transaction;
		for (const [covered, all] of writing) expect(covered).toBe(all);
		expect(writing.length, "writing transactions").toBeGreaterThan(10);
	});

	it("[LS16] writes begun in one go, of whatever collections, are one commit: all of it is there or none", async () => {
		const given = places();
		const { things, storage } = await open(given);
		const more = await storage.rxStorage.createStorageInstance<Thing>(
			paramsOf("more"),
		);
		await Promise.all([
			things.bulkWrite([rowOf("a", "1")], "test"),
			more.bulkWrite([rowOf("a", "1")], "test"),
		]);
		await Promise.all([things.close(), more.close()]);
		await tamper(given, async (db) => {
			expect(await db.table("rows").count(), "head and record").toBe(2);
		});
	});

	it("[LS6] a record that is no longer what was written is set aside and told; the rest is there", async () => {
		const given = places();
		await withThings(given, ["a", "b", "c"]);
		await tamper(given, (db) =>
			db
				.table("rows")
				.where("key")
				.equals(2)
				.modify((row) => {
					row.bytes = flip(row.bytes);
				}),
		);
		const first = await open(given);
		expect(await read(first.things, ["a", "b", "c"])).toEqual(["a=1", "c=1"]);
		const damaged = await first.storage.damaged?.("db");
		expect(damaged).toEqual([expect.stringContaining('"id":"b"')]);
		await first.things.close();
		const second = await open(given);
		expect(await second.storage.damaged?.("db")).toEqual(damaged);
		await write(second.things, "b", "2");
		expect(await read(second.things, ["a", "b"])).toEqual(["a=1", "b=2"]);
		await second.things.close();
		await tamper(given, async (db) => {
			const keys = await db.table("rows").toCollection().primaryKeys();
			expect(keys).toContainEqual(["damaged", "", 2, "", ""]);
		});
	});

	it("[LS6] a block that is no longer what was written is set aside and told, and never written over", async () => {
		const given = places();
		const { things } = await open(given, 1);
		const rows = Array.from({ length: 40 }, (_, n) => rowOf(`t${n}`, "1"));
		await things.bulkWrite(rows, "test");
		await write(things, "t1", "2");
		await things.close();
		await tamper(given, (db) =>
			db
				.table("rows")
				.where("key")
				.aboveOrEqual([])
				.modify((row) => {
					row.bytes = flip(row.bytes);
				}),
		);
		const again = await open(given);
		const shown = await read(again.things, ["t1", "t2"]);
		expect(["", "t1=2"]).toContain(shown.join());
		const damaged = await again.storage.damaged?.("db");
		expect(damaged).toEqual([expect.stringContaining('"id":"t1"')]);
		await again.things.close();
		await tamper(given, async (db) => {
			const keys = await db.table("rows").toCollection().primaryKeys();
			expect(`${keys}`).toMatch(/damaged,things\/0/);
		});
	});

	it("[LS6] one that another tab has just written is refused, and set aside by the next opening", async () => {
		const given = places();
		const { things } = await open(given);
		await write(things, "a", "1");
		const other = await open(given);
		await write(other.things, "a", "2");
		await tamper(given, (db) =>
			db
				.table("rows")
				.where("key")
				.equals(2)
				.modify((row) => {
					row.bytes = flip(row.bytes);
				}),
		);
		await expect(write(things, "b", "1")).rejects.toMatchObject({
			code: "CORRUPT_DATA",
		});
		await Promise.all([things.close(), other.things.close()]);
		const again = await open(given);
		expect(await read(again.things, ["a", "b"])).toEqual(["a=1"]);
		expect(await again.storage.damaged?.("db")).toHaveLength(1);
		await again.things.close();
	});

	it("[LS7] a log of a newer format is refused and left as it is", async () => {
		const given = places();
		await withThings(given, ["a"]);
		await tamper(given, async (db) => {
			await db.table("rows").put(headRow({ ...newHead(), format: 2 }));
		});
		await expect(open(given)).rejects.toMatchObject({ code: "NEWER_DATA" });
		await tamper(given, async (db) => {
			expect(await db.table("rows").count()).toBe(2);
		});
	});

	it("[LS7] a collection of a newer schema is refused, unless both are open as in a migration", async () => {
		const given = places();
		const { things, storage } = await open(given);
		const { schema, ...params } = paramsOf("things");
		const newerParams = { ...params, schema: { ...schema, version: 1 } };
		const newer = await storage.rxStorage.createStorageInstance<Thing>(
			newerParams as typeof params & { schema: typeof schema },
		);
		await write(newer, "a", "1");
		const older = await storage.rxStorage.createStorageInstance<Thing>(
			paramsOf("things"),
		);
		await Promise.all([older.close(), newer.close(), things.close()]);
		await expect(open(given)).rejects.toMatchObject({
			code: "NEWER_DATA",
			message: expect.stringContaining("schema 1"),
		});
	});

	it("[LS3] a transaction that aborts rejects the write, shows nothing, and later writes work", async () => {
		const given = places();
		const { things } = await open(given);
		await write(things, "a", "1");
		const { store: prototype } = await classesOf(given);
		const { add } = prototype;
		prototype.add = () => {
			throw new DOMException("no space", "QuotaExceededError");
		};
		const failed = write(things, "a", "2");
		await expect(failed).rejects.toMatchObject({ code: "STORAGE_FAILED" });
		prototype.add = add;
		expect(await read(things, ["a"])).toEqual(["a=1"]);
		await write(things, "a", "3");
		expect(await read(things, ["a"])).toEqual(["a=3"]);
		await things.close();
	});

	it("says what to use where there is no IndexedDB", async () => {
		const storage = logStorage();
		const opening = storage.rxStorage.createStorageInstance(paramsOf("things"));
		await expect(opening).rejects.toThrow(/fileStorage/);
		await expect(opening).rejects.toMatchObject({ code: "NOT_SUPPORTED" });
	});

	it("[LS15] [P6] a connection that the browser has cut is opened again by the next write", async () => {
		const given = places();
		const connections: IDBDatabase[] = [];
		const { open: openDatabase } = given.indexedDB;
		given.indexedDB.open = (...named) => {
			const request = openDatabase.apply(given.indexedDB, named);
			request.addEventListener("success", () => {
				connections.push(request.result);
			});
			return request;
		};
		const { things } = await open(given);
		await write(things, "a", "1");
		for (const connection of connections.splice(0)) connection.close();
		await write(things, "a", "2");
		expect(await read(things, ["a"])).toEqual(["a=2"]);
		await things.close();
		const again = await open(given);
		expect(await read(again.things, ["a"])).toEqual(["a=2"]);
		await again.things.close();
	});

	it("[LS10] a database that another tab removes takes no further write", async () => {
		const given = places();
		const one = await open(given);
		const two = await open(given);
		await write(one.things, "a", "1");
		await one.things.remove();
		const late = write(two.things, "b", "1");
		await expect(late).rejects.toMatchObject({ code: "STORE_CLOSED" });
		expect(await given.indexedDB.databases()).toEqual([]);
		await two.things.close();
	});
});

/** The classes of this IndexedDB. */
async function classesOf(given: Places) {
	let found: { store: IDBObjectStore; database: IDBDatabase } | undefined;
	await tamper(given, (db) =>
		db.transaction("r", "rows", async ({ idbtrans }) => {
			const store = Object.getPrototypeOf(idbtrans.objectStore("rows"));
			found = { store, database: Object.getPrototypeOf(idbtrans.db) };
			await db.table("rows").count();
		}),
	);
	if (found === undefined) throw new Error("no store");
	return found;
}
