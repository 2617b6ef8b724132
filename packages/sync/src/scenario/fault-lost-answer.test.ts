import { describe, expect, it } from "vitest";
import {
	asSam,
	engineNames,
	engineOrg,
	issueKinds,
	memberMails,
	openScene,
	writes,
} from "./fault-world.js";

const lose = { kind: "dropAfter" } as const;

describe("a lost answer after the write took place", () => {
	it("[N2] makes no second org of a create", async () => {
		const { emulator, device } = await openScene();
		emulator.control.misbehave({ on: { rpc: "CreateOrg" }, do: lose });
		const org = await device.store.createOrg("Gamma", "third");
		expect(await org.change.settled()).toEqual({ kind: "accepted" });
		expect(engineNames(emulator).orgs).toEqual(["Alpha", "Beta", "Gamma"]);
		expect(writes(emulator)).toEqual(["CreateOrg"]);
		expect(issueKinds(device)).toEqual([]);
		expect(engineOrg(emulator, org.remoteId).name).toBe("Gamma");
	});

	it("[N2] makes no second project of a create, edited meanwhile", async () => {
		const { emulator, device, alpha } = await openScene();
		emulator.control.misbehave({ on: { rpc: "CreateProject" }, do: lose });
		const doubted = emulator.control.nextRequest({ rpc: "CreateProject" });
		const project = await alpha.createProject("Bee", "new");
		await doubted;
		const renamed = await project.update({ name: "Bee 2" });
		expect(await project.change.settled()).toEqual({ kind: "accepted" });
		expect(await renamed.settled()).toEqual({ kind: "accepted" });
		expect(engineNames(emulator).projects).toEqual([
			"Ant",
			"Ape",
			"Bat",
			"Bee 2",
		]);
		expect(writes(emulator)).toEqual(["CreateProject", "UpdateProject"]);
		expect(issueKinds(device)).toEqual([]);
	});

	it("[N2] sends an update no second time", async () => {
		const { emulator, device, alpha } = await openScene();
		emulator.control.misbehave({ on: { rpc: "UpdateOrg" }, do: lose });
		const renamed = await alpha.update({ name: "Alpha 2" });
		expect(await renamed.settled()).toEqual({ kind: "accepted" });
		expect(engineOrg(emulator, alpha.remoteId).name).toBe("Alpha 2");
		expect(writes(emulator)).toEqual(["UpdateOrg"]);
		expect(issueKinds(device)).toEqual([]);
	});

	it("[N2] counts a delete as done once the thing is gone", async () => {
		const { emulator, device, alpha } = await openScene();
		emulator.control.misbehave({ on: { rpc: "DeleteProject" }, do: lose });
		const [ant] = await alpha.listProjects();
		const gone = await ant?.delete();
		expect(await gone?.settled()).toEqual({ kind: "accepted" });
		expect(engineNames(emulator).projects).toEqual(["Ape", "Bat"]);
		expect(writes(emulator)).toEqual(["DeleteProject"]);
		expect(issueKinds(device)).toEqual([]);
	});

	it("[N2] adds a member once", async () => {
		const { emulator, device, alpha } = await openScene();
		emulator.control.misbehave({ on: { rpc: "CreateOrgUser" }, do: lose });
		const added = await alpha.addUser(asSam, "OrgViewer");
		expect(await added.change.settled()).toEqual({ kind: "accepted" });
		expect(writes(emulator)).toEqual(["CreateOrgUser"]);
		expect(await memberMails(alpha)).toContain(asSam);
		expect(issueKinds(device)).toEqual([]);
	});

	it("[N2] makes one account and mails it once", async () => {
		const { emulator, device, alpha } = await openScene();
		emulator.control.misbehave({ on: { rpc: "CreateUser" }, do: lose });
		emulator.control.misbehave({ on: { rpc: "CreateOrgUser" }, do: lose });
		const email = "nora@example.com";
		const made = await alpha.createUser({ name: "Nora", email });
		expect(await made.change.settled()).toEqual({ kind: "accepted" });
		expect(writes(emulator)).toEqual(["CreateUser", "CreateOrgUser"]);
		expect(emulator.control.mails()).toHaveLength(1);
		const { users } = emulator.control.groundTruth();
		expect(users.filter((user) => user.email === email)).toHaveLength(1);
		expect(await memberMails(alpha)).toContain(email);
		expect(issueKinds(device)).toEqual([]);
	});

	it("[N2] sends what did not take place again: each once", async () => {
		const { emulator, alpha, device } = await openScene();
		const [ant] = await alpha.listProjects();
		const nora = { name: "Nora", email: "nora@example.com" };
		const changes = {
			UpdateOrg: () => alpha.update({ name: "Alpha 2" }),
			CreateProject: async () => (await alpha.createProject("Bee")).change,
			DeleteProject: async () => ant?.delete(),
			CreateOrgUser: async () => (await alpha.addUser(asSam)).change,
			CreateUser: async () => (await alpha.createUser(nora)).change,
		};
		for (const [rpc, change] of entries(changes)) {
			emulator.control.misbehave({ on: { rpc }, do: { kind: "dropBefore" } });
			const outcome = await (await change())?.settled();
			expect([rpc, outcome]).toEqual([rpc, { kind: "accepted" }]);
		}
		expect(engineNames(emulator)).toEqual({
			orgs: ["Alpha 2", "Beta"],
			projects: ["Ape", "Bat", "Bee"],
		});
		expect(emulator.control.mails()).toHaveLength(1);
		expect(issueKinds(device)).toEqual([]);
	});
});

const entries = <Key extends string, Value>(record: Record<Key, Value>) =>
	// Proof of the cast: the keys of a literal are exactly its own.
	Object.entries(record) as [Key, Value][];
