import type { Observable } from "rxjs";
import { describe, expect, it } from "vitest";
import { memoryStorage } from "../memory.js";
import { listedOrg, show } from "../test/engine-part.js";
import { codeOf } from "../test/gate-scene.js";
import { openTestStore } from "../test/open-test-store.js";
import { fakeDexieStorage } from "../test/storages.js";
import { openStore } from "./open-store.js";

const keys = { engine: "test", account: "opening" };

describe("openStore", () => {
	it("[ST1] needs an engine and an account", async () => {
		// Proof of the cast: the point is what the compiler would not let through.
		for (const bad of [
			{},
			{ engine: "e" },
			{ engine: "e", account: " " },
			{ engine: 5, account: "a" },
		])
			expect(await codeOf(openStore(bad as never))).toBe("INVALID_OPTION");
	});
	it("[ST2] one account never sees another's documents, nor another Engine's", async () => {
		const storage = fakeDexieStorage();
		const { store } = await openTestStore({ ...keys, storage });
		await store.createOrg("Ada");
		const others = [
			await openTestStore({ ...keys, storage, account: "other" }),
			await openTestStore({ ...keys, storage, engine: "other" }),
		];
		for (const other of others)
			expect(await other.store.listUserOrgs()).toEqual([]);
	});
	it("[ST3] a store that is open already is in use, until its close has resolved", async () => {
		const storage = memoryStorage();
		const first = await openStore({ ...keys, storage });
		const again = () => openStore({ ...keys, storage });
		expect(await codeOf(again())).toBe("STORE_IN_USE");
		await first.close();
		await (await again()).close();
	});
	it("[ST3] a fourth store at once says that three are the most, and leaves nothing open", async () => {
		const stores = [];
		for (const account of ["a", "b", "c"])
			stores.push(
				await openStore({ ...keys, account, storage: memoryStorage() }),
			);
		const fourth = () =>
			openStore({ ...keys, account: "d", storage: memoryStorage() });
		expect(await codeOf(fourth())).toBe("STORE_IN_USE");
		for (const store of stores) await store.close();
		await (await fourth()).close();
	});
	it("[ST4] close may be called twice, and everything after it rejects with STORE_CLOSED", async () => {
		const { store } = await openTestStore();
		const org = await store.createOrg("Ada");
		await Promise.all([store.close(), store.close()]);
		await store.close();
		const calls: (() => Promise<unknown>)[] = [
			() => store.createOrg("B"),
			() => store.org(org.id),
			() => store.listUserOrgs(),
			() => store.pending(),
			() => store.unsynced(),
			() => store.settled(org.change),
			() => store.revert(org.change),
			() => store.retry(org.change),
			() => org.update({ name: "N" }),
			() => org.delete(),
			() => org.listProjects(),
			() => org.listUsers(),
			() => org.createProject("P"),
			() => org.addUser("a@example.com"),
			() => org.createUser({ name: "A", email: "a@example.com" }),
			() => org.removeUser("a@example.com"),
			() => org.can("addUser"),
			async () => store.issues.list(),
		];
		for (const call of calls)
			expect([String(call), await codeOf(call())]).toEqual([
				String(call),
				"STORE_CLOSED",
			]);
	});
	it("[ST4] a plain RxDB call after it rejects as RxDB says it, and stores nothing", async () => {
		const where = { account: "late", storage: fakeDexieStorage() };
		const { store } = await openTestStore(where);
		await store.close();
		await expect(
			store.orgs.insert({ id: "late", name: "Late" }),
		).rejects.toMatchObject({ code: "COL21" });
		const again = await openTestStore(where);
		expect(await again.store.listUserOrgs()).toEqual([]);
	});
	it("[ST4] close ends every subscription and leaves no timer", async () => {
		const timers = () =>
			process.getActiveResourcesInfo().filter((name) => name === "Timeout");
		const before = timers().length;
		const { store } = await openTestStore();
		const org = await store.createOrg("Ada");
		let ended = 0;
		const sources: Observable<unknown>[] = [
			store.pending$,
			store.issues.$,
			store.identity$,
		];
		for (const source of sources) source.subscribe({ complete: () => ended++ });
		org.users$.subscribe();
		store.userOrgs$.subscribe();
		await store.close();
		expect(ended).toBe(3);
		expect(timers().length).toBeLessThanOrEqual(before);
	});
	it("[ST5] says whether what was acknowledged outlives the process", async () => {
		const memory = await openTestStore({ storage: memoryStorage() });
		expect(memory.store.durable).toBe(false);
		const dexie = await openTestStore({ storage: fakeDexieStorage() });
		expect(dexie.store.durable).toBe(true);
	});
	it("[ST6] a storage that refuses a write makes the call reject, and nothing is stored", async () => {
		const { store, replica } = await openTestStore();
		await show(replica, "orgs", { ...listedOrg, id: "o" });
		const org = await store.org("o");
		const { originalStorageInstance } = Object(store.orgs.storageInstance);
		const { bulkWrite } = originalStorageInstance;
		originalStorageInstance.bulkWrite = () =>
			Promise.reject(new Error("quota"));
		await expect(org.update({ name: "New" })).rejects.toMatchObject({
			code: "STORAGE_FAILED",
			cause: expect.anything(),
		});
		originalStorageInstance.bulkWrite = bulkWrite;
		expect(org.name).toBe("Ada");
		await org.update({ name: "New" });
		expect(org.name).toBe("New");
	});
});
