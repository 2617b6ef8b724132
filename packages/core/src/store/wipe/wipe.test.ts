import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, describe, expect, it } from "vitest";
import { memoryJournal } from "../../journal/memory-journal.js";
import { memoryStorage } from "../../memory.js";
import { fileStorage } from "../../node/file-storage.js";
import type { OrgHandle } from "../../object-model/org-handle.js";
import type { StoreStorage } from "../../storage.js";
import { listedOrg, show } from "../../test/engine-part.js";
import { codeOf } from "../../test/gate-scene.js";
import { openTestStore } from "../../test/open-test-store.js";
import { fakeDexieStorage, fakeLogStorage } from "../../test/storages.js";
import { eraseStore } from "../erase-store.js";

const directories: string[] = [];
afterEach(async () => {
	for (const directory of directories.splice(0))
		await rm(directory, { recursive: true });
});

let accounts = 0;
const newAccount = () => `wiped-${++accounts}`;

const databasesOf = async (indexedDB: IDBFactory) =>
	(await indexedDB.databases()).map(({ name = "" }) => name);

/** A store with an org that the Engine has shown, and a journal. */
async function withOrg(storage: StoreStorage, account = newAccount()) {
	const journal = memoryJournal();
	const opened = await openTestStore({ account, storage, journal });
	await show(opened.replica, "orgs", { ...listedOrg, id: "o" });
	const again = () => openTestStore({ account, storage, journal });
	return {
		...opened,
		journal,
		account,
		again,
		org: await opened.store.org("o"),
	};
}

describe("wipe", () => {
	it("[WI1] does nothing while something would be lost, and itemises it", async () => {
		const { store, org } = await withOrg(fakeDexieStorage());
		await org.update({ name: "Unsent" });
		const answer = await store.wipe();
		expect(answer.kind).toBe("unsynced");
		const items = answer.kind === "unsynced" ? answer.unsynced.items : [];
		expect(items.map(({ label }) => label)).toEqual(["Unsent"]);
		await org.update({ name: "Still here" });
		expect(org.name).toBe("Still here");
	});

	it.each([
		["Dexie", fakeDexieStorage],
		["log", fakeLogStorage],
	] as const)(
		"[WI2] [X9] leaves nothing in IndexedDB or the journal, and nothing of another account is gone (%s)",
		async (_, storageOn) => {
			const indexedDB = new IDBFactory();
			const { store, org, journal, again } = await withOrg(
				storageOn(indexedDB),
			);
			await org.update({ name: "Unsent" });
			const before = await databasesOf(indexedDB);
			const other = await withOrg(storageOn(indexedDB));
			await other.org.update({ name: "Of another" });
			const others = (await databasesOf(indexedDB)).filter(
				(name) => !before.includes(name),
			);
			expect(await store.wipe({ discard: true })).toEqual({
				kind: "wiped",
				remains: [],
			});
			expect(await databasesOf(indexedDB)).toEqual(others);
			expect([...journal.textByKey]).toEqual([]);
			expect(await store.closed).toBe("wiped");
			expect(await codeOf(store.listUserOrgs())).toBe("STORE_CLOSED");
			expect(other.org.name).toBe("Of another");
			expect(other.journal.textByKey.size).toBeGreaterThan(1);
			const { store: fresh } = await again();
			expect(await fresh.orgs.find().exec()).toEqual([]);
			expect(fresh.recovery).toBeUndefined();
		},
	);

	it("[WI2] leaves nothing in files, and nothing in memory", async () => {
		const directory = await mkdtemp(join(tmpdir(), "engine-wipe-"));
		directories.push(directory);
		const inFiles = await withOrg(fileStorage({ directory }));
		await inFiles.store.createOrg("Canary");
		expect(await inFiles.store.wipe({ discard: true })).toMatchObject({
			remains: [],
		});
		const left = await readdir(directory, {
			recursive: true,
			withFileTypes: true,
		});
		expect(left.filter((entry) => entry.isFile())).toEqual([]);
		const inMemory = await withOrg(memoryStorage());
		expect(await inMemory.store.wipe()).toMatchObject({ remains: [] });
		const { store } = await inMemory.again();
		expect(await store.orgs.find().exec()).toEqual([]);
	});

	it.each([
		["an edit", (org: OrgHandle) => org.update({ name: "Beside" })],
		["a project", (org: OrgHandle) => org.createProject("Beside")],
		["a person", (org: OrgHandle) => org.addUser("beside@example.com")],
	] as const)(
		"[WI3] %s made beside it is refused, or calls it off: none is acknowledged and lost",
		async (_, write) => {
			const seen = new Set<string>();
			for (let turns = 0; turns < 12; turns++) {
				const { store, org } = await withOrg(fakeDexieStorage());
				const wiping = store.wipe();
				for (let turn = 0; turn < turns; turn++)
					await new Promise((resolve) => setImmediate(resolve));
				const refused = await codeOf(write(org));
				const { kind } = await wiping;
				seen.add(`${refused ?? "acknowledged"}, ${kind}`);
				await store.close();
			}
			expect(seen).toContain("STORE_CLOSED, wiped");
			expect(seen).not.toContain("acknowledged, wiped");
		},
	);

	it("[WI9] asked for again while it is under way, or when it is done, it is answered by the first", async () => {
		const { store, org } = await withOrg(fakeDexieStorage());
		await org.update({ name: "Waits" });
		const asked = [store.wipe(), store.wipe({ discard: true }), store.wipe()];
		const [first, ...others] = await Promise.all(asked);
		expect(first).toMatchObject({ kind: "unsynced" });
		for (const one of others)
			expect(one).toEqual({ kind: "wiped", remains: [] });
	});

	it("[WI10] of a store that is closed beside it, all is wiped, at once or by the next opening, or nothing", async () => {
		const seen = new Set<string>();
		for (let turns = 0; turns < 120; turns += 4) {
			const place = { account: newAccount(), storage: memoryStorage() };
			const { store } = await openTestStore({ ...place, journal: false });
			await store.createOrg("Waits");
			const writing = codeOf(store.createOrg("Beside"));
			const wiping = codeOf(store.wipe({ discard: true }));
			for (let turn = 0; turn < turns; turn++) await Promise.resolve();
			await store.close();
			expect(await writing).toBeUndefined();
			const refused = await wiping;
			const { store: next } = await openTestStore(place);
			const { length } = await next.orgs.find().exec();
			seen.add(`${refused ?? "wiped"}, ${length}`);
			await next.close();
		}
		expect([...seen].sort()).toEqual([
			"STORE_CLOSED, 0",
			"STORE_CLOSED, 2",
			"wiped, 0",
		]);
	});

	it("[WI6] tells before anything is erased, and only when nothing calls it off", async () => {
		const { store, org, replica } = await withOrg(fakeDexieStorage());
		let told = 0;
		const beforeErasing = async () => {
			told++;
			expect((await replica.read("orgs", "o"))?.name).toBe("Unsent");
		};
		await org.update({ name: "Unsent" });
		await store.wipe({ beforeErasing });
		expect(told).toBe(0);
		await store.wipe({ beforeErasing, discard: true });
		expect(told).toBe(1);
	});

	it("[WI7] an account whose store is not open is erased by its keys", async () => {
		const indexedDB = new IDBFactory();
		const storage = fakeDexieStorage(indexedDB);
		const { store, account, journal } = await withOrg(storage);
		await store.createOrg("Canary");
		await store.close();
		expect(
			await eraseStore({ engine: "test", account, storage, journal }),
		).toEqual([]);
		expect(await databasesOf(indexedDB)).toEqual([]);
		expect([...journal.textByKey]).toEqual([]);
	});

	it("[WI8] [D4] a database that does not open any more is made anew, and what waited comes back", async () => {
		const indexedDB = new IDBFactory();
		const storage = fakeDexieStorage(indexedDB);
		const { store, account, journal, org, again } = await withOrg(storage);
		await org.update({ name: "Unsent" });
		await store.close();
		const options = { engine: "test", account, storage, journal };
		expect(await eraseStore(options, { keepUnsent: true })).toEqual([]);
		expect(await databasesOf(indexedDB)).toEqual([]);
		const { store: next } = await again();
		expect((await next.pending()).map(({ label }) => label)).toEqual([
			"Unsent",
		]);
		expect(next.recovery?.items.length).toBe(1);
	});

	it("[WI8] [D4] where nothing opens or is deleted any more both say what to do, and another place has what waited", async () => {
		const { store, account, journal, org } = await withOrg(fakeDexieStorage());
		await org.update({ name: "Unsent" });
		await store.close();
		const keys = { account, journal };
		const storage = fakeDexieStorage(damagedFactory());
		await expect(openTestStore({ ...keys, storage })).rejects.toMatchObject({
			code: "STORAGE_FAILED",
			message: expect.stringContaining("eraseStore() with keepUnsent"),
		});
		const options = { engine: "test", ...keys, storage };
		const erasing = eraseStore(options, { keepUnsent: true });
		await expect(erasing).rejects.toMatchObject({
			code: "STORAGE_FAILED",
			message: expect.stringContaining("in another place"),
		});
		const elsewhere = { ...keys, storage: fakeDexieStorage() };
		const { store: next } = await openTestStore(elsewhere);
		expect((await next.pending()).map(({ label }) => label)).toEqual([
			"Unsent",
		]);
	});
});

/** Like an origin in Chromium whose files are damaged: whatever is asked for fails. */
function damagedFactory(): IDBFactory {
	const error = new DOMException("Internal error.", "UnknownError");
	const failing = () => {
		const request = { error, onerror: (_event: object) => {} };
		setImmediate(() => request.onerror({ target: request }));
		return request;
	};
	const factory: object = {
		open: failing,
		deleteDatabase: failing,
		databases: () => Promise.reject(error),
	};
	// Proof of the cast: these are all that is asked for where nothing opens.
	return factory as IDBFactory;
}
