import { describe, expect, it } from "vitest";
import {
	asOlivia,
	engineNames,
	engineOrg,
	issueKinds,
	openHasty,
	openScene,
	orgNamed,
	writes,
} from "./fault-world.js";

describe("order, and what the Engine makes of a value", () => {
	it("[N21] an edit never overtakes an earlier one of the same document", async () => {
		const { emulator, alpha } = await openScene();
		const hold = emulator.control.hold({ rpc: "UpdateOrg" });
		const first = await alpha.update({ name: "Alpha 2" });
		await hold.caught();
		const second = await alpha.update({ name: "Alpha 3" });
		const third = await alpha.update({ name: "Alpha 4" });
		expect(hold.waiting()).toBe(1);
		hold.end();
		expect(await third.settled()).toEqual({ kind: "accepted" });
		expect(await first.settled()).toEqual({ kind: "accepted" });
		expect(await second.settled()).toEqual({ kind: "superseded" });
		const sent = emulator.control.requests({ rpc: "UpdateOrg" });
		expect(sent.map(({ body }) => body.name)).toEqual(["Alpha 2", "Alpha 4"]);
		expect(engineOrg(emulator, alpha.remoteId).name).toBe("Alpha 4");
	});

	it("[N21] a delete waits for the update before it, and the delete of an org for its children", async () => {
		const { emulator, device, alpha } = await openScene();
		const hold = emulator.control.hold({ rpc: "UpdateProject" });
		const [ant] = await alpha.listProjects();
		await ant?.update({ name: "Ant 2" });
		await hold.caught();
		const deleted = await alpha.delete();
		expect(writes(emulator)).toEqual(["UpdateProject"]);
		hold.end();
		expect(await deleted.settled()).toEqual({ kind: "accepted" });
		expect(writes(emulator)).toEqual(["UpdateProject", "DeleteOrg"]);
		await device.replicator.syncNow();
		expect(await device.store.pending()).toEqual([]);
		expect(engineNames(emulator).orgs).toEqual(["Beta"]);
		expect(issueKinds(device)).toEqual([]);
	});

	it("[N21] an org goes before its project, and the project once the org is there", async () => {
		const { emulator, device } = await openScene();
		emulator.control.misbehave({
			on: { rpc: "CreateOrg" },
			do: { kind: "dropBefore" },
		});
		const org = await device.store.createOrg("Gamma");
		const cat = await org.createProject("Cat");
		expect(await cat.change.settled()).toEqual({ kind: "accepted" });
		expect(writes(emulator)).toEqual([
			"CreateOrg",
			"CreateOrg",
			"CreateProject",
		]);
		const made = emulator.control
			.groundTruth()
			.projects.find(({ name }) => name === "Cat");
		expect(made?.org.id).toBe(org.remoteId);
	});

	it("[N22] a name that the Engine trims and folds is taken as it answers, and is no conflict", async () => {
		const { emulator, device, alpha } = await openScene({
			engine: { quirks: { names: "normalised" } },
		});
		const renamed = await alpha.update({ name: "  Alpha   the  second " });
		expect(await renamed.settled()).toEqual({ kind: "accepted-with-changes" });
		const bee = await alpha.createProject(" Bee ", "a  b");
		expect(await bee.change.settled()).toEqual({
			kind: "accepted-with-changes",
		});
		const status = await device.replicator.syncNow();
		expect(status).toMatchObject({ state: "in-sync", issues: 0 });
		expect([alpha.name, bee.name]).toEqual(["Alpha the second", "Bee"]);
		expect(writes(emulator)).toEqual(["UpdateOrg", "CreateProject"]);
	});

	it("[N22] a trimmed name whose answer was lost is recognised, of a create and of an update", async () => {
		const { emulator, device, alpha } = await openScene({
			engine: { quirks: { names: "normalised" } },
		});
		for (const rpc of ["CreateProject", "UpdateOrg"] as const)
			emulator.control.misbehave({ on: { rpc }, do: { kind: "dropAfter" } });
		const bee = await alpha.createProject(" Bee ");
		expect((await bee.change.settled()).kind).toMatch(/^accepted/);
		const renamed = await alpha.update({ name: " Alpha 2 " });
		expect((await renamed.settled()).kind).toMatch(/^accepted/);
		const status = await device.replicator.syncNow();
		expect(status).toMatchObject({ state: "in-sync", issues: 0 });
		expect([alpha.name, bee.name]).toEqual(["Alpha 2", "Bee"]);
		expect(writes(emulator)).toEqual(["CreateProject", "UpdateOrg"]);
	});

	it("[N23] a field that the Engine silently ignores becomes an issue, not a loop", async () => {
		const { emulator, device, alpha } = await openScene();
		const shown = emulator.control
			.visibleTo(asOlivia)
			.orgs.find(({ id }) => id === alpha.remoteId);
		emulator.control.misbehave({
			on: { rpc: "UpdateOrg" },
			do: { kind: "answer", status: 200, body: shown },
		});
		const changed = await alpha.update({ description: "ignored" });
		expect(await changed.settled()).toMatchObject({
			kind: "refused",
			reason: "IGNORED_BY_ENGINE",
		});
		await device.replicator.syncNow();
		expect(writes(emulator)).toEqual(["UpdateOrg"]);
		expect(alpha.description).toBe("first");
		const [issue] = device.store.issues.list();
		expect(issue).toMatchObject({
			kind: "ignored",
			mine: { description: "ignored" },
			theirs: { description: "first" },
		});
		const again = await issue?.retry();
		expect(await again?.settled()).toEqual({ kind: "accepted" });
		const other = await openHasty(emulator);
		await other.replicator.syncNow();
		expect((await orgNamed(other, "Alpha")).description).toBe("ignored");
	});
});
