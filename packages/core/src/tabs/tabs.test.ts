import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { firstValueFrom, map, take, toArray } from "rxjs";
import { afterEach, describe, expect, it } from "vitest";
import { logStorage } from "../log-storage/log-storage.js";
import { replicaOf } from "../replicate.js";
import type { StoreStorage } from "../storage.js";
import { openStore } from "../store/open-store.js";
import type { Store } from "../store/store.js";
import { listedOrg, show } from "../test/engine-part.js";
import { fakeDexieStorage } from "../test/storages.js";
import { storageOfTab } from "./simulated/storage-of-tab.js";
import { createTabWorld, type SimulatedTab } from "./simulated/tab-world.js";

const open: Store[] = [];
afterEach(async () => {
	for (const store of open.splice(0)) await store.close();
});

/** Everything that is ready goes on, fake-indexeddb too. */
async function settle(): Promise<void> {
	for (let turn = 0; turn < 25; turn++)
		await new Promise((resolve) => setImmediate(resolve));
}

let accounts = 0;

type StorageOf = (indexedDB: IDBFactory, tab: SimulatedTab) => StoreStorage;

const onDexie: StorageOf = (indexedDB) => fakeDexieStorage(indexedDB);
/** It tells its tabs by itself. */
const onLog: StorageOf = (indexedDB, { environment }) =>
	logStorage({
		indexedDB,
		IDBKeyRange,
		openChannel: (name, hear) => environment.openChannel?.(name, hear),
	});

/** Tabs of one account on one IndexedDB. */
function origin(storageOf: StorageOf) {
	const world = createTabWorld(settle);
	const indexedDB = new IDBFactory();
	const account = `tabs-${++accounts}`;
	const openTab = async (id: string) => {
		const tab = world.openTab(id);
		const store = await openStore({
			engine: "e",
			account,
			storage: storageOfTab(storageOf(indexedDB, tab), id),
			environment: tab.environment,
		});
		open.push(store);
		return { tab, store, replica: replicaOf(store) };
	};
	return { world, indexedDB, openTab };
}

async function twoTabs(storageOf = onDexie) {
	const { world, indexedDB, openTab } = origin(storageOf);
	const [one, two] = [await openTab("one"), await openTab("two")];
	await show(one.replica, "orgs", { ...listedOrg, id: "o" });
	await world.time.advance(10);
	return { world, indexedDB, openTab, one, two };
}

const nameIn = async ({ store }: { readonly store: Store }) =>
	(await store.org("o")).name;

const isChanged = (message: unknown) =>
	JSON.stringify(message).includes('"topic":"changed"');
/** Of a write, whichever way the storage has it told. */
const isWord = (message: unknown) =>
	isChanged(message) || !JSON.stringify(message).includes('"topic"');

describe.each([
	["Dexie", onDexie],
	["the log", onLog],
] as const)("tabs of one account on %s", (_, storageOf) => {
	it("[TB1] show each other's writes: documents, queries and lists", async () => {
		const { world, one, two } = await twoTabs(storageOf);
		expect(await nameIn(two)).toBe("Ada");
		const query = two.store.orgs.find({ selector: { name: "Eve" } });
		expect(await query.exec()).toEqual([]);
		await (await one.store.org("o")).update({ name: "Eve" });
		await world.time.advance(10);
		expect(await nameIn(two)).toBe("Eve");
		expect((await query.exec()).map(({ name }) => name)).toEqual(["Eve"]);
		await (await two.store.org("o")).delete();
		await world.time.advance(10);
		expect(await one.store.orgs.find().exec()).toEqual([]);
		expect((await one.store.pending()).map(({ kind }) => kind)).toEqual([
			"delete",
		]);
	});

	it("[TB1] live queries of one tab follow inserts, updates and deletes of another", async () => {
		const { world, one, two } = await twoTabs(storageOf);
		const seen: string[][] = [];
		const live = two.store.projects
			.find({ sort: [{ name: "asc" }] })
			.$.pipe(map((all) => all.map(({ name }) => name)))
			.subscribe((names) => seen.push(names));
		await settle();
		const org = await one.store.org("o");
		const project = await org.createProject("P");
		await world.time.advance(10);
		await org.createProject("A");
		await world.time.advance(10);
		await project.update({ name: "B" });
		await world.time.advance(10);
		await project.delete();
		await world.time.advance(10);
		live.unsubscribe();
		expect(seen).toEqual([[], ["P"], ["A", "P"], ["A", "B"], ["A"]]);
	});

	it("[TB3] [P8] heal a lost message within two seconds while visible", async () => {
		const { world, one, two } = await twoTabs(storageOf);
		expect(await nameIn(two)).toBe("Ada");
		world.lose(isWord);
		await (await one.store.org("o")).update({ name: "Eve" });
		await (await one.store.org("o")).createProject("P");
		await world.time.advance(100);
		expect(await nameIn(two)).toBe("Ada");
		await world.time.advance(2_000);
		expect(await nameIn(two)).toBe("Eve");
		const projects = await (await two.store.org("o")).listProjects();
		expect(projects.map(({ name }) => name)).toEqual(["P"]);
		expect((await two.store.pending()).length).toBe(2);
	});

	it("[TB3] [P8] a hidden tab heals when it is shown, a frozen one when it is thawed", async () => {
		const { world, one, two } = await twoTabs(storageOf);
		expect(await nameIn(two)).toBe("Ada");
		world.lose(isWord);
		two.tab.hide();
		await (await one.store.org("o")).update({ name: "Eve" });
		await world.time.advance(10_000);
		expect(await nameIn(two)).toBe("Ada");
		two.tab.show();
		await settle();
		expect(await nameIn(two)).toBe("Eve");
		two.tab.freeze();
		await (await one.store.org("o")).update({ name: "Fay" });
		await world.time.advance(600_000);
		expect(await nameIn(two)).toBe("Eve");
		two.tab.thaw();
		await settle();
		expect(await nameIn(two)).toBe("Fay");
	});

	it("[TB3] [P8] a tab that stays hidden heals too, within half a minute", async () => {
		const { world, one, two } = await twoTabs(storageOf);
		world.lose(isWord);
		two.tab.hide();
		await (await one.store.org("o")).update({ name: "Eve" });
		await world.time.advance(30_000);
		expect(await nameIn(two)).toBe("Eve");
	});

	it("[TB9] [D3] a tab whose database is gone ends by itself, though it writes nothing", async () => {
		const { world, indexedDB, two } = await twoTabs(storageOf);
		for (const { name = "" } of await indexedDB.databases())
			indexedDB.deleteDatabase(name);
		await settle();
		await world.time.advance(2_100);
		expect(await two.store.closed).toBe("storage-lost");
	});

	it("[TB4] [P8] a stale tab writes over nothing it has not seen", async () => {
		const { world, one, two } = await twoTabs(storageOf);
		const stale = await two.store.orgs.findOne("o").exec();
		world.lose(isWord);
		await (await one.store.org("o")).update({ name: "Eve" });
		await expect(stale?.patch({ name: "Fay" })).rejects.toMatchObject({
			code: "CONFLICT",
		});
		await (await two.store.org("o")).update({ description: "mine" });
		await world.time.advance(2_000);
		for (const { store } of [one, two])
			expect(await store.org("o")).toMatchObject({
				name: "Eve",
				description: "mine",
			});
	});

	it("[TB4] [P8] what a stale tab's write has met is known to all of that tab", async () => {
		const { world, one, two } = await twoTabs(storageOf);
		const [stale] = await two.replica.readAll("orgs");
		if (stale === undefined) throw new Error("The store has no org.");
		world.lose(isWord);
		await (await one.store.org("o")).update({ name: "Eve" });
		const writes = [{ previous: stale, next: stale }];
		expect((await two.replica.write("orgs", writes)).size).toBe(1);
		const waiting = two.replica.listOpen("orgs");
		expect(waiting.map(({ id }) => id)).toEqual(["o"]);
		expect(await nameIn(two)).toBe("Eve");
	});

	it("[TB6] agree on who is signed in, and none takes back what another wrote", async () => {
		const { world, one, two } = await twoTabs(storageOf);
		const heard = firstValueFrom(two.store.identity$.pipe(take(2), toArray()));
		const roles = [{ id: "r", name: "OrgViewer" }];
		await Promise.all([
			one.replica.record.change({ userId: "u", email: "u@example.com" }),
			two.replica.record.change({ roles }),
		]);
		await world.time.advance(10);
		const both = { userId: "u", email: "u@example.com", roles };
		for (const { replica } of [one, two])
			expect(replica.record.get()).toMatchObject(both);
		expect((await heard).at(-1)).toEqual({
			userId: "u",
			email: "u@example.com",
		});
	});

	it("[TB7] closing leaves no timer, lock or channel", async () => {
		const { world, one, two } = await twoTabs(storageOf);
		expect(await two.replica.tabs?.countOthers()).toBe(1);
		const name = one.replica.tabs?.lockName("tab") ?? "";
		await one.store.close();
		await settle();
		expect(world.locks.holders(name)).toEqual(["two"]);
		await two.store.close();
		await settle();
		expect(world.locks.holders(name)).toEqual([]);
		expect(world.time.waiting()).toBe(0);
	});

	it("[TB8] a page that is put away lets its locks and channel go, and takes them up again", async () => {
		const { world, one, two } = await twoTabs(storageOf);
		const name = two.replica.tabs?.lockName("tab") ?? "";
		expect(await nameIn(two)).toBe("Ada");
		two.tab.suspend();
		await settle();
		expect(world.locks.holders(name)).toEqual(["one"]);
		await (await one.store.org("o")).update({ name: "Eve" });
		two.tab.thaw();
		await settle();
		expect(world.locks.holders(name)).toEqual(["one", "two"]);
		expect(await nameIn(two)).toBe("Eve");
	});
});

describe("what tabs tell each other", () => {
	it("[TB2] tell each other ids and nothing of what was written", async () => {
		const { world, one } = await twoTabs();
		await (await one.store.org("o")).update({ name: "Secret plan" });
		await world.time.advance(10);
		const told = world.posted.filter(({ message }) => isChanged(message));
		expect(told.length).toBeGreaterThan(1);
		expect(JSON.stringify(told)).not.toMatch(/Secret plan|Ada/);
		expect(told.at(-1)?.message).toMatchObject({
			body: { name: "orgs", ids: ["o"] },
		});
	});

	it("[TB5] [X17] junk and forged messages change nothing", async () => {
		const { world, two } = await twoTabs();
		expect(await nameIn(two)).toBe("Ada");
		const channel = (two.replica.tabs?.lockName("") ?? "").slice(0, -1);
		const forged = { id: "o", name: "Eve", _rev: "99-x", _deleted: false };
		const body = (value: unknown) => ({
			v: 1,
			from: "x",
			topic: "changed",
			body: value,
		});
		for (const message of [
			"junk",
			null,
			{ v: 2 },
			forged,
			body(forged),
			body({ name: "orgs", ids: [{}] }),
			body({ name: "__proto__", ids: ["o"] }),
			body({ name: "orgs", ids: ["o", "no such"], events: [forged] }),
			body({ name: "orgs", ids: Array(5_000).fill("o") }),
		])
			world.forge(channel, message);
		await world.time.advance(5_000);
		expect(await nameIn(two)).toBe("Ada");
		expect(await two.store.orgs.findOne("o").exec()).toMatchObject({
			name: "Ada",
		});
	});
});
