import {
	dexieStorage,
	openStore,
	systemEnvironment,
} from "@engine-offline/core";
import { memoryJournal } from "@engine-offline/core/memory";
import { developmentPassword, type Emulator } from "@engine-offline/emulator";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { afterEach, expect, it } from "vitest";
import { createReplicator } from "../replicator/replicator.js";
import { restEngine } from "../rest/rest-engine.js";
import { createSession } from "../session/create-session.js";
import { engineNames } from "./fault-world.js";
import { quickTiming, startEmulator } from "./world.js";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

/** A device whose IndexedDB may be destroyed between two runs, while its journal stays. */
function device(emulator: Emulator) {
	const environment = { ...systemEnvironment(), random: () => 0.01 };
	const journal = memoryJournal();
	let indexedDB = new IDBFactory();
	let close = async () => {};
	const boot = async () => {
		await close();
		const storage = dexieStorage({ indexedDB, IDBKeyRange });
		const store = await openStore({
			engine: emulator.url,
			account: "wiped",
			storage,
			journal,
		});
		const engine = restEngine({ baseUrl: emulator.url, environment });
		const email = emulator.accounts[0]?.email ?? "";
		const session = createSession({
			auth: engine.auth,
			environment,
			credentials: { by: "password", email, password: developmentPassword },
		});
		const replicator = createReplicator(store, {
			engine,
			session,
			timing: quickTiming,
		});
		close = async () => {
			close = async () => {};
			await replicator.close();
			await session.close();
			await engine.close();
			await store.close();
		};
		return { store, replicator };
	};
	closing.push(() => close());
	const wipe = async () => {
		await close();
		indexedDB = new IDBFactory();
	};
	return { boot, wipe };
}

it("[D3] a store that was destroyed comes back: what waits goes out once, an update is merged, everything is pulled again", async () => {
	const emulator = await startEmulator();
	const { boot, wipe } = device(emulator);
	const { store, replicator } = await boot();
	await replicator.start();
	await replicator.whenInSync();
	await replicator.stop();
	const alpha = (await store.listUserOrgs()).find(
		({ name }) => name === "Alpha",
	);
	await alpha?.update({ description: "mine" });
	await alpha?.createProject("Bee");
	const org = emulator.control
		.groundTruth()
		.orgs.find(({ name }) => name === "Alpha");
	const owner = emulator.control.account(emulator.accounts[0]?.email ?? "");
	emulator.control.callAs(owner.id, "UpdateOrg", {
		id: org?.id ?? "",
		name: "Aleph",
		description: org?.description ?? "",
	});
	await wipe();
	const again = await boot();
	expect(
		again.store.recovery?.items.map(
			({ label, outcome }) => `${label} ${outcome}`,
		),
	).toEqual(["Alpha restored", "Bee restored"]);
	await again.replicator.start();
	await again.replicator.whenInSync();
	const { orgs, projects } = emulator.control.groundTruth();
	expect(orgs.find(({ id }) => id === org?.id)).toMatchObject({
		name: "Aleph",
		description: "mine",
	});
	expect(projects.map(({ name }) => name).sort()).toEqual([
		"Ant",
		"Ape",
		"Bee",
	]);
	expect((await again.store.listUserOrgs()).map(({ name }) => name)).toEqual([
		"Aleph",
		"Beta",
	]);
});

it("[D3] [N2] a create whose answer was lost before the store was destroyed exists once", async () => {
	const emulator = await startEmulator();
	const { boot, wipe } = device(emulator);
	const { store, replicator } = await boot();
	await replicator.start();
	await replicator.whenInSync();
	emulator.control.misbehave({
		on: { rpc: "CreateOrg" },
		do: { kind: "dropAfter" },
	});
	const sent = emulator.control.nextRequest({ rpc: "CreateOrg" });
	await store.createOrg("Once");
	await sent;
	await wipe();
	const again = await boot();
	expect(again.store.recovery?.items).toMatchObject([
		{ label: "Once", outcome: "restored-in-doubt" },
	]);
	await again.replicator.start();
	await again.replicator.whenInSync();
	expect(engineNames(emulator).orgs).toEqual(["Alpha", "Beta", "Once"]);
	expect((await again.store.listUserOrgs()).map(({ name }) => name)).toEqual([
		"Alpha",
		"Beta",
		"Once",
	]);
});
