import { describe, expect, it } from "vitest";
import {
	asOlivia,
	engineNames,
	issueKinds,
	openHasty,
	openScene,
	orgNamed,
	projectNames,
	type Scene,
	until,
	writes,
} from "./fault-world.js";

const createdBee = (
	{ emulator, alpha }: Scene,
	name = "Bee",
	description = "new",
) => {
	const answer = emulator.control.callAs(asOlivia, "CreateProject", {
		orgId: alpha.remoteId,
		name,
		description,
	});
	if (!answer.ok) throw new Error("refused");
	return answer.message.id;
};

describe("a create whose answer is lost", () => {
	it("[N2] committed: adopted from the list, no issue", async () => {
		const { emulator, device, alpha } = await openScene();
		emulator.control.misbehave({
			on: { rpc: "CreateProject" },
			do: { kind: "dropAfter" },
		});
		const bee = await alpha.createProject("Bee", "new");
		expect(await bee.change.settled()).toEqual({ kind: "accepted" });
		expect((await alpha.getProject(bee.remoteId)).id).toBe(bee.id);
		expect(await projectNames(alpha)).toEqual(["Ant", "Ape", "Bee"]);
		expect(issueKinds(device)).toEqual([]);
		expect(writes(emulator)).toEqual(["CreateProject"]);
	});

	it("[N2] never committed: sent again once, after two clean lists a gap apart", async () => {
		const { emulator, device, alpha } = await openScene();
		emulator.control.misbehave({
			on: { rpc: "CreateProject" },
			do: { kind: "dropBefore" },
		});
		const bee = await alpha.createProject("Bee", "new");
		expect(await bee.change.settled()).toEqual({ kind: "accepted" });
		expect(writes(emulator)).toEqual(["CreateProject", "CreateProject"]);
		const requests = emulator.control.requests();
		const creates = requests.filter(({ rpc }) => rpc === "CreateProject");
		const [first, second] = creates.map(({ number }) => number);
		const between = requests.filter(
			({ rpc, number, path }) =>
				rpc === "ListOrgProjects" &&
				path.includes(alpha.remoteId) &&
				number > (first ?? 0) &&
				number < (second ?? 0),
		);
		expect(between.length).toBeGreaterThanOrEqual(2);
		const at = creates.map((create) => create.at);
		expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(500);
		expect(issueKinds(device)).toEqual([]);
	});

	it("[N2] committed and renamed by somebody else: asked, not sent", async () => {
		const scene = await openScene();
		const { emulator, device, alpha } = scene;
		emulator.control.onCommit(({ rpc, by }) => {
			if (rpc !== "CreateProject" || by === null) return;
			const bee = emulator.control
				.groundTruth()
				.projects.find(({ name }) => name === "Bee");
			emulator.control.callAs(asOlivia, "UpdateProject", {
				id: bee?.id ?? "",
				name: "Renamed",
				description: "by another",
			});
		});
		emulator.control.misbehave({
			on: { rpc: "CreateProject" },
			do: { kind: "dropAfter" },
		});
		const bee = await alpha.createProject("Bee", "new");
		await until(device, ({ parked }) => parked === 1);
		const [issue] = device.store.issues.list();
		const renamed = emulator.control
			.groundTruth()
			.projects.find(({ name }) => name === "Renamed");
		expect(issue).toMatchObject({
			kind: "possible-duplicate",
			candidates: [renamed?.id],
			mine: { name: "Bee", description: "new" },
		});
		expect(bee.state).toMatchObject({
			state: "parked",
			reason: "possible-duplicate",
		});
		await device.replicator.syncNow();
		expect(writes(emulator)).toEqual(["CreateProject"]);
		await issue?.keepTheirs();
		await device.replicator.syncNow();
		expect(await bee.change.settled()).toEqual({ kind: "cancelled" });
		expect(await projectNames(alpha)).toEqual(["Ant", "Ape", "Renamed"]);
	});

	it("[N2] asked, and it is another thing: keepMine() makes it", async () => {
		const scene = await openScene();
		const { emulator, device, alpha } = scene;
		emulator.control.misbehave({
			on: { rpc: "CreateProject" },
			do: { kind: "dropBefore" },
		});
		const hold = emulator.control.hold({ rpc: "CreateProject" });
		const bee = await alpha.createProject("Bee", "new");
		await hold.caught();
		const id = createdBee(scene, "Other");
		emulator.control.callAs(asOlivia, "UpdateProject", { id, name: "Other 2" });
		hold.end();
		await until(device, ({ parked }) => parked === 1);
		await device.store.issues.list()[0]?.keepMine();
		await device.replicator.syncNow();
		expect(await bee.change.settled()).toEqual({ kind: "accepted" });
		expect(await projectNames(alpha)).toEqual(["Ant", "Ape", "Bee", "Other 2"]);
		expect(issueKinds(device)).toEqual([]);
	});

	it("[N2] two that fit: one is adopted, the issue names the other", async () => {
		const scene = await openScene();
		const { emulator, device, alpha } = scene;
		emulator.control.misbehave({
			on: { rpc: "CreateProject" },
			do: { kind: "dropAfter" },
		});
		const hold = emulator.control.hold({ rpc: "CreateProject" });
		const bee = await alpha.createProject("Bee", "new");
		await hold.caught();
		createdBee(scene);
		hold.end();
		expect((await bee.change.settled()).kind).toBe("accepted");
		const ids = emulator.control
			.groundTruth()
			.projects.filter(({ name }) => name === "Bee")
			.map(({ id }) => id);
		expect(ids).toContain(bee.remoteId);
		const issues = device.store.issues.list();
		expect(issues.map(({ kind }) => kind)).toEqual(["possible-duplicate"]);
		expect([bee.remoteId, ...(issues[0]?.candidates ?? [])].sort()).toEqual(
			ids.sort(),
		);
		await device.replicator.syncNow();
		expect(await projectNames(alpha)).toEqual(["Ant", "Ape", "Bee", "Bee"]);
		expect(writes(emulator)).toEqual(["CreateProject"]);
	});

	it("[N2] the first one arrives late, after a second was sent: it is named", async () => {
		const scene = await openScene();
		const { emulator, device, alpha } = scene;
		emulator.control.misbehave({
			on: { rpc: "CreateProject" },
			do: { kind: "dropBefore" },
		});
		const bee = await alpha.createProject("Bee", "new");
		expect(await bee.change.settled()).toEqual({ kind: "accepted" });
		const late = createdBee(scene);
		await device.replicator.syncNow();
		const [issue] = device.store.issues.list();
		expect(issue).toMatchObject({
			kind: "possible-duplicate",
			candidates: [late],
		});
		await device.replicator.syncNow();
		expect(await projectNames(alpha)).toEqual(["Ant", "Ape", "Bee", "Bee"]);
		expect(device.store.issues.list()).toHaveLength(1);
	});

	it("[N2] deleted here while in doubt: what was made is deleted, once it is found", async () => {
		const { emulator, device, alpha } = await openScene();
		emulator.control.misbehave({
			on: { rpc: "CreateProject" },
			do: { kind: "dropAfter" },
		});
		const hold = emulator.control.hold({ rpc: "CreateProject" });
		const bee = await alpha.createProject("Bee", "new");
		await hold.caught();
		const deleted = await bee.delete();
		hold.end();
		expect(await deleted.settled()).toEqual({ kind: "accepted" });
		expect(engineNames(emulator).projects).toEqual(["Ant", "Ape", "Bat"]);
		expect(writes(emulator)).toEqual(["CreateProject", "DeleteProject"]);
		expect(issueKinds(device)).toEqual([]);
	});

	it("[N2] identical creates under one parent go one at a time, and each is made once", async () => {
		const { emulator, device, alpha } = await openScene();
		emulator.control.misbehave({
			on: { rpc: "CreateProject" },
			do: { kind: "dropAfter" },
		});
		const twins = [
			await alpha.createProject("Bee", "new"),
			await alpha.createProject("Bee", "new"),
		];
		for (const twin of twins)
			expect((await twin.change.settled()).kind).toBe("accepted");
		const remote = new Set(twins.map(({ remoteId }) => remoteId));
		expect(remote.size).toBe(2);
		expect(writes(emulator)).toEqual(["CreateProject", "CreateProject"]);
		const other = await openHasty(emulator);
		await other.replicator.syncNow();
		expect(await projectNames(await orgNamed(other, "Alpha"))).toEqual([
			"Ant",
			"Ape",
			"Bee",
			"Bee",
		]);
		expect(issueKinds(device)).toEqual([]);
	});
});
