import { IDBFactory } from "fake-indexeddb";
import { afterEach, describe, expect, it } from "vitest";
import type { Environment } from "../../environment.js";
import { eachCollection } from "../../gate/each-collection.js";
import { memoryJournal } from "../../journal/memory-journal.js";
import { memoryStorage } from "../../memory.js";
import { replicaOf } from "../../replicate.js";
import type { StoreStorage } from "../../storage.js";
import { storageOfTab } from "../../tabs/simulated/storage-of-tab.js";
import { createTabWorld } from "../../tabs/simulated/tab-world.js";
import { codeOf } from "../../test/gate-scene.js";
import { fakeDexieStorage } from "../../test/storages.js";
import { openStore } from "../open-store.js";
import type { Store } from "../store.js";

const open: Store[] = [];
afterEach(async () => {
	for (const store of open.splice(0)) await store.close();
});

async function settle(): Promise<void> {
	for (let turn = 0; turn < 40; turn++)
		await new Promise((resolve) => setImmediate(resolve));
}

/** How long a write to a collection takes before it is stored. */
interface Disk {
	delayMs: number;
}

function slow(
	storage: StoreStorage,
	disk: Disk,
	{ setTimer }: Environment,
): StoreStorage {
	return {
		...storage,
		rxStorage: eachCollection(storage.rxStorage, ({ instance }) => {
			const bulkWrite = instance.bulkWrite.bind(instance);
			instance.bulkWrite = async (rows, context) => {
				if (disk.delayMs > 0)
					await new Promise<void>((resolve) => {
						setTimer(resolve, disk.delayMs);
					});
				return bulkWrite(rows, context);
			};
		}),
	};
}

let accounts = 0;

/** Tabs of one account on one IndexedDB and one journal. */
function origin({ inMemory = false } = {}) {
	const disk: Disk = { delayMs: 0 };
	const world = createTabWorld(settle);
	const indexedDB = new IDBFactory();
	const memory = memoryStorage();
	const storageHere = () => (inMemory ? memory : fakeDexieStorage(indexedDB));
	const journal = memoryJournal();
	const account = `wiped-in-tabs-${++accounts}`;
	const openTab = async (id: string) => {
		const tab = world.openTab(id);
		const store = await openStore({
			engine: "e",
			account,
			storage: storageOfTab(slow(storageHere(), disk, tab.environment), id),
			environment: tab.environment,
			journal,
		});
		open.push(store);
		return { tab, store, replica: replicaOf(store) };
	};
	return { world, disk, openTab, indexedDB, journal };
}

describe("wipe in one of several tabs", () => {
	it("[WI5] closes the others, which say why, and leaves no lock, channel or database", async () => {
		const { world, openTab, indexedDB, journal } = origin();
		const [one, two] = [await openTab("one"), await openTab("two")];
		await two.store.createOrg("Canary");
		await world.time.advance(10);
		const wiping = one.store.wipe({ discard: true });
		await settle();
		await world.time.advance(200);
		expect(await wiping).toEqual({ kind: "wiped", remains: [] });
		expect(await two.store.closed).toBe("wiped");
		expect(await codeOf(two.store.createOrg("Late"))).toBe("STORE_CLOSED");
		expect(
			world.locks.holders(one.replica.tabs?.lockName("tab") ?? ""),
		).toEqual([]);
		expect(await indexedDB.databases()).toEqual([]);
		expect([...journal.textByKey]).toEqual([]);
		expect(world.time.waiting()).toBe(0);
	});

	it("[WI1] sees what waits though another tab wrote it and no word of it came", async () => {
		const { world, openTab } = origin();
		const [one, two] = [await openTab("one"), await openTab("two")];
		world.lose((message) => JSON.stringify(message).includes('"changed"'));
		await two.store.createOrg("Unsent");
		expect((await one.store.unsynced()).items).toMatchObject([
			{ label: "Unsent" },
		]);
		const answer = await one.store.wipe();
		expect(answer.kind).toBe("unsynced");
	});

	it.each([0, 40, 90, 140])(
		"[WI3] a write that another tab began before it heard of it calls it off (stored %i ms later)",
		async (delayMs) => {
			const { world, disk, openTab } = origin();
			const [one, two] = [await openTab("one"), await openTab("two")];
			disk.delayMs = delayMs;
			const wiping = one.store.wipe();
			const creating = codeOf(two.store.createOrg("Beside"));
			for (let round = 0; round < 5; round++) {
				await settle();
				await world.time.advance(200);
			}
			expect([await creating, (await wiping).kind]).toEqual([
				undefined,
				"unsynced",
			]);
		},
	);

	it("[WI4] broken off before it could see what another tab wrote beside it, it is called off by the next opening", async () => {
		const { world, disk, openTab } = origin();
		const [one, two] = [await openTab("one"), await openTab("two")];
		disk.delayMs = 70;
		void one.store.wipe();
		const creating = codeOf(two.store.createOrg("Beside"));
		await settle();
		await world.time.advance(disk.delayMs);
		expect(await creating).toBeUndefined();
		disk.delayMs = 0;
		one.tab.kill();
		two.tab.kill();
		const { store } = await openTab("three");
		expect((await store.unsynced()).items).toMatchObject([{ label: "Beside" }]);
		await world.time.advance(10_000);
	});

	it("[WI5] a frozen tab does not hold it up for ever, and finds itself closed when it is thawed", async () => {
		const { world, openTab, journal } = origin();
		const [one, two] = [await openTab("one"), await openTab("two")];
		await one.store.createOrg("Canary");
		await world.time.advance(10);
		two.tab.freeze();
		const wiping = one.store.wipe({ discard: true });
		await settle();
		await world.time.advance(20_000);
		expect((await wiping).kind).toBe("wiped");
		expect([...journal.textByKey.values()].join()).not.toContain("Canary");
		two.tab.thaw();
		await settle();
		await world.time.advance(5_000);
		expect(await codeOf(two.store.createOrg("Late"))).toMatch(
			/STORE_CLOSED|STORAGE_FAILED/,
		);
	});

	it("[WI5] frozen in the midst of it, a tab erases nothing of the account that another one has begun anew since", async () => {
		const { world, disk, openTab } = origin({ inMemory: true });
		const [one, two] = [await openTab("one"), await openTab("two")];
		// It waits for a tab that does not let go.
		disk.delayMs = 1_000;
		void codeOf(two.store.createOrg("Under way"));
		await settle();
		two.tab.freeze();
		disk.delayMs = 0;
		const wiping = codeOf(one.store.wipe({ discard: true }));
		await settle();
		one.tab.freeze();
		await world.time.advance(1_000);
		const { store } = await openTab("three");
		await store.createOrg("Anew");
		one.tab.thaw();
		await settle();
		await world.time.advance(20_000);
		expect(await wiping).toBe("STORE_CLOSED");
		expect(await one.store.closed).not.toBe("closed");
		const closing = store.close();
		await settle();
		await world.time.advance(1_000);
		await closing;
		const again = await openTab("four");
		expect((await again.store.unsynced()).items).toMatchObject([
			{ label: "Anew" },
		]);
		two.tab.thaw();
		await settle();
		await world.time.advance(2_000);
	});
});
