import { IDBDatabase, IDBFactory, IDBObjectStore } from "fake-indexeddb";
import { afterEach, describe, expect, it, vi } from "vitest";
import { databasePlace } from "./database-place.js";
import { indexedDbJournal } from "./indexed-db-journal.js";
import type { Journal } from "./journal.js";
import { bucketPlace } from "./storage-buckets.js";
import { fakeBuckets } from "./test/fake-buckets.js";

afterEach(() => vi.restoreAllMocks());

const account = "engine-offline-1";
const setTimer = () => () => {};

/** Each opens one more tab of the same account. */
const places = {
	bucket: () => {
		const buckets = fakeBuckets();
		return {
			openTab: () => indexedDbJournal(bucketPlace(buckets, account), setTimer),
			names: async () => [...(await buckets.keys())],
		};
	},
	database: () => {
		const factory = new IDBFactory();
		return {
			openTab: () =>
				indexedDbJournal(databasePlace(factory, account), setTimer),
			names: async () =>
				(await factory.databases()).map(({ name = "" }) => name),
		};
	},
} as const;

const countTransactions = () => vi.spyOn(IDBDatabase.prototype, "transaction");

const nameOf = (asked: Promise<unknown> | unknown) =>
	Promise.resolve(asked).then(
		() => "done",
		(error: unknown) => Object(error).name,
	);

describe.each(Object.entries(places))("a journal in a %s", (_name, make) => {
	it("[JR22] keeps texts by key", async () => {
		const journal = make().openTab();
		await journal.write("a/1", "one");
		await journal.write("a/2", "two");
		await journal.write("b/1", "three");
		await journal.write("a/1", "anew");
		expect(await journal.keys("a/")).toEqual(["a/1", "a/2"]);
		await journal.remove("a/2");
		await journal.remove("a/2");
		expect(await Promise.all(["a/1", "a/2"].map(journal.read))).toEqual([
			"anew",
			undefined,
		]);
		journal.close();
	});

	it("[JR22] [JR28] commits together what comes meanwhile, in its order", async () => {
		const journal = make().openTab();
		await journal.read("");
		const transactions = countTransactions();
		const first = journal.write("1", "first");
		await undefined;
		const all = Array.from({ length: 100 }, (_, n) =>
			journal.write("2", `text ${n}`),
		);
		const seen = journal.read("2");
		const last = journal.remove("2");
		await Promise.all([first, ...all, last]);
		expect(await seen).toBe("text 99");
		expect(transactions).toHaveBeenCalledTimes(2);
		expect(await journal.keys("")).toEqual(["1"]);
		journal.close();
	});

	it("[JR22] a text that finds no room takes no other with it", async () => {
		const journal = make().openTab();
		await journal.write("1", "kept");
		const put = IDBObjectStore.prototype.put;
		const spy = vi.spyOn(IDBObjectStore.prototype, "put");
		spy.mockImplementation(function (this: IDBObjectStore, text, key) {
			const asked = put.call(this, text, key);
			// As a browser without room does: each request succeeds, and the transaction aborts.
			if (text === "too much") this.transaction.abort();
			return asked;
		});
		const outcomes = await Promise.allSettled([
			journal.write("2", "two"),
			journal.write("1", "too much"),
			journal.write("3", "three"),
		]);
		expect(outcomes.map(({ status }) => status)).toEqual([
			"fulfilled",
			"rejected",
			"fulfilled",
		]);
		expect(await Promise.all(["1", "2", "3"].map(journal.read))).toEqual([
			"kept",
			"two",
			"three",
		]);
		journal.close();
	});

	it("[JR23] all tabs see each other's records, and change them in one step", async () => {
		const { openTab } = make();
		const [one, two] = [openTab(), openTab()];
		await one.write("1", "one");
		expect(await two.read("1")).toBe("one");
		const longer =
			(by: string) =>
			(held = "") =>
				held + by;
		await Promise.all(
			["a", "b", "c", "d"].flatMap((by) => [
				one.change("1", longer(by)),
				two.change("1", longer(by)),
			]),
		);
		expect((await one.read("1"))?.length).toBe(3 + 8);
		await two.change("1", () => undefined);
		expect((await one.read("1"))?.length).toBe(3 + 8);
		await two.change("1", () => null);
		expect(await one.read("1")).toBeUndefined();
		one.close();
		two.close();
	});

	it("[JR24] erased it leaves nothing, and another tab does not make it anew", async () => {
		const { openTab, names } = make();
		const [one, two] = [openTab(), openTab()];
		await one.write("1", "canary");
		await two.read("1");
		expect(await one.erase()).toEqual([]);
		expect(await names()).toEqual([]);
		expect(await nameOf(two.write("1", "late"))).toBe("NotFoundError");
		expect(await names()).toEqual([]);
		await one.write("1", "of another life");
		expect(await one.keys("")).toEqual(["1"]);
		one.close();
		two.close();
	});

	it("[JR25] opens itself again when the connection was cut", async () => {
		const journal = make().openTab();
		const transactions = countTransactions();
		await journal.write("1", "one");
		const database: unknown = transactions.mock.contexts[0];
		if (database instanceof IDBDatabase) database.close();
		expect(await journal.read("1")).toBe("one");
		journal.close();
		expect(await journal.read("1")).toBe("one");
		journal.close();
	});
});

it("[JR21] what a journal needs is all in the port", () => {
	const journal: Journal = places.bucket().openTab();
	expect(Object.keys(journal).sort()).toEqual(
		["change", "close", "erase", "keys", "read", "remove", "write"].sort(),
	);
});

it("[JR30] one that does not answer holds up nobody, and is asked anew the next time", async () => {
	const { open, erase } = databasePlace(new IDBFactory(), account);
	let isSilent = true;
	const timers = new Set<() => void>();
	const journal = indexedDbJournal(
		{
			open: (mayMake) => (isSilent ? new Promise(() => {}) : open(mayMake)),
			erase,
		},
		(run) => {
			timers.add(run);
			return () => timers.delete(run);
		},
	);
	const asked = [journal.write("a", "one"), journal.write("b", "two")];
	await vi.waitFor(() => expect(timers.size).toBe(1));
	for (const run of timers) {
		timers.delete(run);
		run();
	}
	expect(await Promise.all(asked.map(nameOf))).toEqual([
		"TimeoutError",
		"TimeoutError",
	]);
	isSilent = false;
	await journal.write("a", "anew");
	expect(await journal.read("a")).toBe("anew");
	expect(timers.size).toBe(0);
});
