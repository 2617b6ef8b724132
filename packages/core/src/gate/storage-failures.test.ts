import { forceCloseDatabase, IDBFactory, IDBObjectStore } from "fake-indexeddb";
import { afterEach, describe, expect, it, vi } from "vitest";
import { memoryJournal } from "../journal/memory-journal.js";
import { dexieStorage, type StoreStorage } from "../storage.js";
import { openStore } from "../store/open-store.js";
import { isStorageDenied } from "../store/storage-denied.js";
import { listedOrg, show } from "../test/engine-part.js";
import { codeOf } from "../test/gate-scene.js";
import { openTestStore } from "../test/open-test-store.js";
import { fakeDexieStorage, fakeLogStorage } from "../test/storages.js";
import { storageFailureOf } from "./storage-failure.js";

afterEach(() => vi.restoreAllMocks());

let accounts = 0;

/** A store in IndexedDB with an org, and the connections that were opened to it. */
async function withOrg(storageOn: (factory: IDBFactory) => StoreStorage) {
	const indexedDB = new IDBFactory();
	const connections: IDBDatabase[] = [];
	const account = `failing-${++accounts}`;
	const journal = memoryJournal();
	const storage = storageOn(watched(indexedDB, connections));
	const options = { engine: "test", account, journal };
	const opened = await openTestStore({ ...options, storage });
	await show(opened.replica, "orgs", { ...listedOrg, id: "o" });
	const org = await opened.store.org("o");
	const again = () =>
		openTestStore({ ...options, storage: storageOn(indexedDB) });
	return { ...opened, org, indexedDB, connections, again };
}

/** The factory, which tells of every connection that it opens. */
function watched(indexedDB: IDBFactory, connections: IDBDatabase[]) {
	return new Proxy(indexedDB, {
		get: (target, key) => {
			const value = Reflect.get(target, key);
			if (typeof value !== "function") return value;
			return (...given: unknown[]) => {
				const request = value.apply(target, given);
				if (key === "open")
					request.addEventListener("success", () =>
						connections.push(request.result),
					);
				return request;
			};
		},
	});
}

const both = [
	["Dexie", fakeDexieStorage],
	["log", fakeLogStorage],
] as const;

describe.each(both)("storage that fails (%s)", (_, storageOn) => {
	it("[SF1] [D1] [D2] no room: the write rejects and says so, nothing is half-written, and it works again afterwards", async () => {
		const { store, org, replica } = await withOrg(storageOn);
		const before = await replica.readAll("orgs");
		const full = () => {
			throw new DOMException("no room", "QuotaExceededError");
		};
		vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(full);
		vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(full);
		for (const write of [
			() => org.update({ name: "Eve" }),
			() => store.createOrg("New"),
			() => store.orgs.insert({ name: "Plain" }),
			() => store.orgs.findOne("o").incrementalPatch({ name: "Eve" }),
		])
			expect(await codeOf(write())).toBe("STORAGE_FAILED");
		vi.restoreAllMocks();
		expect(await replica.readAll("orgs")).toEqual(before);
		expect(store.journal).toEqual({ state: "keeping" });
		await org.update({ name: "Eve" });
		expect(org.name).toBe("Eve");
	});

	it("[SF1] [D1] an opening that found no room succeeds in the same page when there is some", async () => {
		const { store, indexedDB, again } = await withOrg(storageOn);
		await store.close();
		vi.spyOn(indexedDB, "open").mockImplementation(() => {
			const error = new DOMException("no room", "QuotaExceededError");
			const request = { error, onerror: (_event: object) => {} };
			setImmediate(() => request.onerror({ target: request }));
			// Proof of the cast: Dexie looks at nothing else of one that fails.
			return request as unknown as IDBOpenDBRequest;
		});
		expect(await codeOf(again())).toBe("STORAGE_FAILED");
		vi.restoreAllMocks();
		const { store: next } = await again();
		expect(await next.listUserOrgs()).toHaveLength(1);
	});

	it("[SF2] [P6] a connection that the browser cut opens itself again", async () => {
		const { store, org, connections } = await withOrg(storageOn);
		for (const connection of connections.splice(0))
			forceCloseDatabase(Object(connection));
		await new Promise((resolve) => setImmediate(resolve));
		await org.update({ name: "Eve" });
		expect((await store.orgs.findOne("o").exec())?.name).toBe("Eve");
		expect(connections.length).toBeGreaterThan(0);
	});

	it("[SF3] [D3] a database that was deleted is not made anew in silence: the store ends, and the next opening restores", async () => {
		const { store, org, indexedDB, again } = await withOrg(storageOn);
		await org.update({ name: "Eve" });
		for (const { name = "" } of await indexedDB.databases())
			await new Promise((resolve) => {
				indexedDB.deleteDatabase(name).onsuccess = resolve;
			});
		expect(await codeOf(org.update({ name: "Fay" }))).toMatch(
			/STORE_CLOSED|CORRUPT_DATA/,
		);
		expect(await store.closed).toBe("storage-lost");
		const { store: next } = await again();
		expect(next.recovery?.items.map(({ label }) => label)).toEqual(["Eve"]);
	});
});

describe("an opening that fails", () => {
	it("[SF4] [D7] one that never answers is given up after a while, and says what to do", async () => {
		const hung = { open: () => ({ addEventListener: () => {} }) };
		const storage = dexieStorage({
			// Proof of the cast: nothing but `open` is called on it.
			indexedDB: hung as unknown as IDBFactory,
		});
		const opening = openStore({
			...{ engine: "test", account: "hung", storage, journal: false },
			openTimeoutMs: 20,
		});
		await expect(opening).rejects.toMatchObject({
			code: "STORAGE_FAILED",
			message: expect.stringContaining("Close other tabs"),
		});
	});

	it("[SF5] errors are told apart by names and codes, never by their text", () => {
		const named = (name: string, inner?: Error) =>
			Object.assign(new Error("QuotaExceededError, or so they say"), {
				name,
				inner,
			});
		const table = [
			[
				named("AbortError", named("QuotaExceededError")),
				"STORAGE_FAILED",
				false,
			],
			[named("DatabaseClosedError"), "STORE_CLOSED", true],
			[named("InvalidStateError"), "STORE_CLOSED", true],
			[named("UnknownError"), "STORAGE_FAILED", false],
			["a text", "STORAGE_FAILED", false],
		] as const;
		for (const [thrown, code, isLost] of table)
			expect(storageFailureOf(thrown)).toMatchObject({
				error: { code, cause: thrown },
				isLost,
			});
	});

	it("[SF6] [D5] where the platform keeps nothing the store works in memory and says that it is not durable", async () => {
		const store = await openStore({ engine: "test", account: "nowhere" });
		expect(store.durable).toBe(false);
		expect(store.journal).toEqual({ state: "off" });
		const org = await store.createOrg("Ada");
		expect(org.name).toBe("Ada");
		await store.close();
		const wrapped = (name: string) => ({
			cause: { name: "OpenFailedError", inner: { name } },
		});
		expect(isStorageDenied(wrapped("SecurityError"))).toBe(true);
		expect(isStorageDenied(wrapped("QuotaExceededError"))).toBe(false);
	});
});
