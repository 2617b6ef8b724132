import { IDBFactory } from "fake-indexeddb";
import { afterEach, expect, it } from "vitest";
import { eachCollection } from "../gate/each-collection.js";
import type { Model } from "../model/migration.js";
import { rxSchemaOf } from "../model/rx-schema.js";
import type { StoreStorage } from "../storage.js";
import { storageOfTab } from "../tabs/simulated/storage-of-tab.js";
import { createTabWorld } from "../tabs/simulated/tab-world.js";
import { listedOrg, show } from "../test/engine-part.js";
import { codeOf } from "../test/gate-scene.js";
import { fakeDexieStorage } from "../test/storages.js";
import { type Kernel, openKernel } from "./kernel.js";

const open: Kernel[] = [];
afterEach(async () => {
	for (const kernel of open.splice(0)) await kernel.close();
});

async function settle(): Promise<void> {
	for (let turn = 0; turn < 60; turn++)
		await new Promise((resolve) => setImmediate(resolve));
}

const modelOf = (version: number): Model => ({
	version,
	schemaOf: (name, of) => ({ ...rxSchemaOf(name), version: of }),
	steps: Array.from({ length: version }, () => (_, document) => document),
});

function origin() {
	const world = createTabWorld(settle);
	const indexedDB = new IDBFactory();
	const openTab = async (
		id: string,
		version: number,
		wrap = (storage: StoreStorage) => storage,
	) => {
		const kernel = await openKernel(
			{
				engine: "e",
				account: "versions",
				storage: storageOfTab(wrap(fakeDexieStorage(indexedDB)), id),
				environment: world.openTab(id).environment,
			},
			modelOf(version),
		);
		open.push(kernel);
		return kernel;
	};
	return { world, openTab };
}

it("[MG5] [P9] a tab with an older version closes when a newer one begins, which waits for it", async () => {
	const { world, openTab } = origin();
	const older = await openTab("older", 0);
	await show(older.replica, "orgs", { ...listedOrg, id: "o" });
	await world.time.advance(10);
	const opening = openTab("newer", 1);
	await settle();
	await world.time.advance(500);
	const newer = await opening;
	expect(await older.life.closed).toBe("newer-version");
	expect((await newer.replica.read("orgs", "o"))?.name).toBe("Ada");
});

it("[MG5] of two newer tabs that open at once one brings the documents over, and neither waits for the other to close", async () => {
	const { world, openTab } = origin();
	const older = await openTab("older", 0);
	await show(older.replica, "orgs", { ...listedOrg, id: "o" });
	await older.close();
	let isOpen = false;
	const opening = Promise.all([openTab("one", 1), openTab("two", 1)]);
	void opening.finally(() => {
		isOpen = true;
	});
	while (!isOpen) await world.time.advance(100);
	for (const { replica } of await opening)
		expect((await replica.read("orgs", "o"))?.name).toBe("Ada");
	expect(world.time.now()).toBeLessThan(1_000);
});

it("[MG5] an older tab that opens while a newer one begins finds out before anybody sees its store", async () => {
	const { world, openTab } = origin();
	let letGo = () => {};
	const held = new Promise<void>((resolve) => {
		letGo = resolve;
	});
	const opening = openTab("older", 0, (storage) => ({
		...storage,
		rxStorage: eachCollection(storage.rxStorage, ({ name, instance }) => {
			if (name !== "members") return;
			const query = instance.query.bind(instance);
			instance.query = async (prepared) => {
				await held;
				return query(prepared);
			};
		}),
	}));
	const older = codeOf(opening);
	await settle();
	const newer = openTab("newer", 1);
	await settle();
	letGo();
	let isOver = false;
	void Promise.all([older, newer]).finally(() => {
		isOver = true;
	});
	while (!isOver) await world.time.advance(100);
	expect(await older).toBe("NEWER_DATA");
	expect((await newer).life.isEnding()).toBe(false);
});

it("[MG5] a tab that is stuck in the midst of it is waited for no longer than ten seconds", async () => {
	const { world, openTab } = origin();
	const older = await openTab("older", 0);
	await show(older.replica, "orgs", { ...listedOrg, id: "o" });
	const name = older.replica.tabs?.lockName("migrate") ?? "";
	await older.close();
	const { locks } = world.openTab("stuck").environment;
	void locks?.request(name, {}, () => new Promise<void>(() => {}));
	let isOpen = false;
	const opening = openTab("newer", 1).finally(() => {
		isOpen = true;
	});
	while (!isOpen) await world.time.advance(100);
	expect((await (await opening).replica.read("orgs", "o"))?.name).toBe("Ada");
	expect(world.time.now()).toBeGreaterThanOrEqual(10_000);
});
