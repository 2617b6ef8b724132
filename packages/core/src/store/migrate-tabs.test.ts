import { IDBFactory } from "fake-indexeddb";
import { afterEach, expect, it } from "vitest";
import type { Model } from "../model/migration.js";
import { rxSchemaOf } from "../model/rx-schema.js";
import { storageOfTab } from "../tabs/simulated/storage-of-tab.js";
import { createTabWorld } from "../tabs/simulated/tab-world.js";
import { listedOrg, show } from "../test/engine-part.js";
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
	const openTab = async (id: string, version: number) => {
		const kernel = await openKernel(
			{
				engine: "e",
				account: "versions",
				storage: storageOfTab(fakeDexieStorage(indexedDB), id),
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
