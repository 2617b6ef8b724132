import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { memoryJournal } from "../journal/memory-journal.js";
import { SENTINEL } from "../journal/sentinel.js";
import { accept, listedOrg, show } from "../test/engine-part.js";
import { codeOf } from "../test/gate-scene.js";
import { openTestStore } from "../test/open-test-store.js";
import { fakeDexieStorage, fakeLogStorage } from "../test/storages.js";

const DAY_MS = 86_400_000;

// Storage says how old a tombstone is by the clock of the platform, which for RxDB never goes back.
let clock = Date.now();
beforeEach(() => {
	vi.useFakeTimers({ toFake: ["Date"], now: clock });
});
afterEach(() => {
	vi.useRealTimers();
});

const pass = (days: number) => {
	clock += days * DAY_MS;
	vi.setSystemTime(clock);
};

const both = [
	["Dexie", fakeDexieStorage],
	["log", fakeLogStorage],
] as const;

let accounts = 0;

async function device(storageOn: typeof fakeDexieStorage) {
	const indexedDB = new IDBFactory();
	const options = { account: `purged-${++accounts}`, journal: memoryJournal() };
	let close = async () => {};
	const boot = async () => {
		await close();
		const opened = await openTestStore({
			...options,
			storage: storageOn(indexedDB),
		});
		close = opened.store.close;
		return opened;
	};
	const tombstones = async () => {
		const { replica } = await boot();
		const found = await Promise.all(
			(["orgs", "projects"] as const).map((name) => replica.readAll(name)),
		);
		return found.flat().flatMap(({ id, _deleted }) => (_deleted ? [id] : []));
	};
	return { boot, tombstones };
}

describe.each(both)("tombstones (%s)", (_, storageOn) => {
	it("[PG1] that have been settled for thirty days go, and the younger ones stay", async () => {
		const { boot, tombstones } = await device(storageOn);
		const { store, replica } = await boot();
		for (const id of ["old", "young"])
			await show(replica, "orgs", { ...listedOrg, id });
		await (await store.org("old")).delete();
		await accept({ replica, name: "orgs", id: "old" });
		pass(20);
		await (await store.org("young")).delete();
		await accept({ replica, name: "orgs", id: "young" });
		expect(await tombstones()).toEqual(["old", "young"]);
		const { store: before } = await boot();
		expect(await codeOf(before.orgs.insert({ id: "old", name: "N" }))).toBe(
			"ID_SPENT",
		);
		pass(15);
		expect(await tombstones()).toEqual(["young"]);
	});

	it("[PG2] that wait, hold an issue, or hide with a deleted org stay however old they are", async () => {
		const { boot, tombstones } = await device(storageOn);
		const { store, replica } = await boot();
		for (const id of ["waits", "settled"])
			await show(replica, "orgs", { ...listedOrg, id });
		const project = await (await store.org("waits")).createProject("Hidden");
		await (await store.org("waits")).delete();
		await (await store.org("settled")).delete();
		await accept({ replica, name: "orgs", id: "settled" });
		for (let months = 0; months < 3; months++) {
			pass(31);
			expect((await tombstones()).sort()).toEqual([project.id, "waits"].sort());
		}
		const { store: later, replica: still } = await boot();
		expect((await later.pending()).map(({ kind }) => kind).sort()).toEqual([
			"create",
			"delete",
		]);
		expect(await still.read("orgs", SENTINEL)).toBeDefined();
		expect(later.recovery).toBeUndefined();
	});

	it("[PG3] of an org stay while anything in it is known, and go after it", async () => {
		const { boot, tombstones } = await device(storageOn);
		const { store, replica } = await boot();
		await show(replica, "orgs", { ...listedOrg, id: "o" });
		await show(replica, "projects", {
			id: "p",
			orgId: "o",
			name: "Plan",
			description: "",
		});
		await (await store.org("o")).delete();
		await accept({ replica, name: "orgs", id: "o" });
		await replica.followOrgs(["o"]);
		pass(20);
		const { replica: later } = await boot();
		const child = await later.read("projects", "p");
		if (child === undefined) throw new Error("no project");
		await later.write("projects", [{ previous: child, next: child }]);
		pass(20);
		expect((await tombstones()).sort()).toEqual(["o", "p"]);
		pass(20);
		expect(await tombstones()).toEqual([]);
	});
});
