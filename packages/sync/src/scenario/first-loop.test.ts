import { expect, it } from "vitest";
import { calmTiming, openDevice, startEmulator } from "./world.js";

it("[RE1] a first sync brings every org, project and member home", async () => {
	const emulator = await startEmulator();
	const device = await openDevice(emulator, { timing: calmTiming });
	const status = await device.replicator.syncNow();
	expect(status.state).toBe("in-sync");
	const orgs = await device.store.listUserOrgs();
	expect(orgs.map((org) => org.name)).toEqual(["Alpha", "Beta"]);
	const [alpha] = orgs;
	const projects = (await alpha?.listProjects()) ?? [];
	expect(projects.map((project) => project.name).sort()).toEqual([
		"Ant",
		"Ape",
	]);
	expect((await alpha?.listUsers())?.length).toBeGreaterThan(1);
});

it("[RE2] edits made offline arrive at the Engine, and a second device reads them", async () => {
	const emulator = await startEmulator();
	const device = await openDevice(emulator, { timing: calmTiming });
	await device.replicator.syncNow();
	await device.replicator.stop();
	const [alpha] = await device.store.listUserOrgs();
	if (alpha === undefined) throw new Error("no org");
	const renamed = await alpha.update({ name: "Alpha 2" });
	const project = await alpha.createProject("Bee", "new");
	await project.update({ name: "Bee 2" });
	expect(await device.store.pending()).toHaveLength(2);
	const status = await device.replicator.syncNow();
	expect(status).toMatchObject({ state: "in-sync", waiting: 0 });
	expect(await renamed.settled()).toEqual({ kind: "accepted" });
	const other = await openDevice(emulator, { timing: calmTiming });
	await other.replicator.syncNow();
	const [same] = await other.store.listUserOrgs();
	expect(same?.name).toBe("Alpha 2");
	const names = (await same?.listProjects())?.map(({ name }) => name).sort();
	expect(names).toEqual(["Ant", "Ape", "Bee 2"]);
});
