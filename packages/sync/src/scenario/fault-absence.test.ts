import { describe, expect, it } from "vitest";
import {
	asEve,
	asOlivia,
	asSam,
	asVic,
	engineNames,
	issueKinds,
	memberMails,
	openHasty,
	openScene,
	orgNamed,
	peopleFixture,
	projectNames,
} from "./fault-world.js";
import { startEmulator } from "./world.js";

const storedUsers = async ({ store }: Awaited<ReturnType<typeof openHasty>>) =>
	(await store.users.find().exec()).map(({ email }) => email).sort();

describe("what a list does not show", () => {
	it("[N10] an empty list removes nothing that is still there", async () => {
		const { emulator, device, alpha } = await openScene();
		for (const [rpc, body] of [
			["ListOrgs", { orgs: [] }],
			["ListOrgProjects", {}],
			["ListOrgUsers", {}],
		] as const)
			emulator.control.misbehave({
				on: { rpc },
				do: { kind: "answer", status: 200, body },
				times: 2,
			});
		const members = await memberMails(alpha);
		await device.replicator.syncNow();
		expect(await device.store.listUserOrgs()).toHaveLength(2);
		expect(await projectNames(alpha)).toEqual(["Ant", "Ape"]);
		expect(await memberMails(alpha)).toEqual(members);
		expect(issueKinds(device)).toEqual([]);
	});

	it("[N10] a short list removes nothing but what is gone", async () => {
		const { emulator, device, alpha } = await openScene();
		const [ant] = await alpha.listProjects();
		emulator.control.callAs(asOlivia, "DeleteProject", {
			id: ant?.remoteId ?? "",
		});
		emulator.control.misbehave({
			on: { rpc: ["ListOrgProjects", "ListOrgUsers", "ListOrgs"] },
			do: { kind: "shortList", missing: 1 },
			times: 5,
		});
		await device.replicator.syncNow();
		expect(await projectNames(alpha)).toEqual(["Ape"]);
		expect(await memberMails(alpha)).toHaveLength(3);
		expect(await device.store.listUserOrgs()).toHaveLength(2);
	});

	it("[N10] more than twenty missing at once are held, unasked, until confirmRemovals()", async () => {
		const many = Array.from({ length: 24 }, (_, n) => ({ name: `P${n}` }));
		const [first, second] = peopleFixture.orgs;
		const { emulator, device, alpha } = await openScene({
			engine: {
				fixtures: {
					...peopleFixture,
					orgs: [
						{ ...first, name: "Alpha", projects: many },
						{ ...second, name: "Beta" },
					],
				},
			},
		});
		for (const { id, org } of emulator.control.groundTruth().projects)
			if (org.id === alpha.remoteId)
				emulator.control.callAs(asOlivia, "DeleteProject", { id });
		emulator.control.clearRequests();
		const held = await device.replicator.syncNow();
		expect(held).toMatchObject({
			state: "removals-held",
			held: [{ scope: `org-projects:${alpha.id}`, count: 24 }],
		});
		expect(await projectNames(alpha)).toHaveLength(24);
		expect(emulator.control.requests({ rpc: "GetProject" })).toEqual([]);
		const done = await device.replicator.confirmRemovals();
		expect(done.state).toBe("in-sync");
		expect(await projectNames(alpha)).toEqual([]);
	});

	it("[N10] a held removal that was only a short answer goes by itself", async () => {
		const many = Array.from({ length: 24 }, (_, n) => ({ name: `P${n}` }));
		const { emulator, device, alpha } = await openScene({
			engine: {
				fixtures: {
					accounts: peopleFixture.accounts,
					orgs: [{ name: "Alpha", projects: many }],
				},
			},
		});
		emulator.control.misbehave({
			on: { rpc: "ListOrgProjects" },
			do: { kind: "shortList", missing: 23 },
		});
		expect((await device.replicator.syncNow()).state).toBe("removals-held");
		expect((await device.replicator.syncNow()).state).toBe("in-sync");
		expect(await projectNames(alpha)).toHaveLength(24);
	});

	it("[N15] an org that vanished is known by name only while a project of it is shown", async () => {
		const { emulator } = await openScene();
		const device = await openHasty(emulator, { email: asEve });
		await device.replicator.syncNow();
		const beta = await orgNamed(device, "Beta");
		const bat = emulator.control
			.groundTruth()
			.projects.find(({ name }) => name === "Bat");
		emulator.control.callAs(asOlivia, "CreateProject", {
			orgId: beta.remoteId,
			name: "Bug",
		});
		await device.replicator.syncNow();
		emulator.control.setProjectRole(bat?.id ?? "", asEve, "ProjectViewer");
		emulator.control.setOrgRole(beta.remoteId, asEve, null);
		const status = await device.replicator.syncNow();
		expect(status.state).toBe("in-sync");
		const left = await orgNamed(device, "Beta");
		expect(left.reach).toBe("reference");
		expect(await projectNames(left)).toEqual(["Bat"]);
		expect(await left.listUsers()).toEqual([]);
		emulator.control.setProjectRole(bat?.id ?? "", asEve, null);
		await device.replicator.syncNow();
		await device.replicator.syncNow();
		const orgs = await device.store.listUserOrgs();
		expect(orgs.map(({ name }) => name)).not.toContain("Beta");
	});

	it("[N15] a short list takes no project away with its org", async () => {
		const { emulator } = await openScene();
		const device = await openHasty(emulator, { email: asEve });
		await device.replicator.syncNow();
		const beta = await orgNamed(device, "Beta");
		const bat = emulator.control
			.groundTruth()
			.projects.find(({ name }) => name === "Bat");
		emulator.control.setProjectRole(bat?.id ?? "", asEve, "ProjectViewer");
		emulator.control.setOrgRole(beta.remoteId, asEve, null);
		emulator.control.misbehave({
			on: { rpc: "ListUserProjects" },
			do: { kind: "shortList", missing: 1 },
			times: 5,
		});
		await device.replicator.syncNow();
		const left = await orgNamed(device, "Beta");
		expect(left.reach).toBe("reference");
		expect(await projectNames(left)).toEqual(["Bat"]);
	});

	it("[N15] [PU8] an org of many projects that vanished costs few requests", async () => {
		const projects = Array.from({ length: 30 }, (_, at) => ({
			name: `P${at}`,
		}));
		const emulator = await startEmulator({
			fixtures: { orgs: [{ name: "Large", projects }] },
		});
		const device = await openHasty(emulator, {});
		await device.replicator.syncNow();
		const org = await orgNamed(device, "Large");
		emulator.control.terminateOrg(org.remoteId);
		emulator.control.clearRequests();
		await device.replicator.syncNow();
		expect(await device.store.listUserOrgs()).toEqual([]);
		const asked = emulator.control.requests({ rpc: "GetProject" });
		expect(asked).toHaveLength(20);
	});

	it("[N15] an org that is known by name only is whole again once it is listed", async () => {
		const { emulator } = await openScene();
		const device = await openHasty(emulator, { email: asSam });
		const bat = emulator.control
			.groundTruth()
			.projects.find(({ name }) => name === "Bat");
		emulator.control.setProjectRole(bat?.id ?? "", asSam, "ProjectViewer");
		await device.replicator.syncNow();
		const beta = await orgNamed(device, "Beta");
		expect(beta.reach).toBe("reference");
		emulator.control.setOrgRole(beta.remoteId, asSam, "OrgViewer");
		await device.replicator.syncNow();
		await device.replicator.syncNow();
		expect(beta.reach).toBe("listed");
		expect(beta.description).toBe("second");
		expect(await memberMails(beta)).toEqual([asEve, asOlivia, asSam]);
	});

	it("[N15] an org deleted elsewhere goes with everything in it, and edits of it stay as issues", async () => {
		const { emulator, device, alpha } = await openScene();
		await device.replicator.stop();
		emulator.control.terminateOrg(alpha.remoteId);
		const [ant, ape] = await alpha.listProjects();
		const changes = [
			await alpha.update({ name: "Alpha 2" }),
			await ant?.update({ name: "Ant 2" }),
			(await alpha.createProject("Bee", "new")).change,
			(await alpha.addUser(asSam, "OrgEditor")).change,
		];
		const deleted = await ape?.delete();
		await device.replicator.syncNow();
		for (const change of changes)
			expect(await change?.settled()).toMatchObject({
				kind: "refused",
				code: "NOT_FOUND",
			});
		expect(await deleted?.settled()).toEqual({ kind: "accepted" });
		const issues = device.store.issues.list();
		expect(issues.map(({ code }) => code)).toEqual(Array(4).fill("NOT_FOUND"));
		expect(issues.map(({ mine }) => mine?.email ?? mine?.name).sort()).toEqual(
			["Alpha 2", "Ant 2", "Bee", asSam].sort(),
		);
		expect(await device.store.pending()).toEqual([]);
		expect((await device.store.listUserOrgs()).map(({ name }) => name)).toEqual(
			["Beta"],
		);
		emulator.control.clearRequests();
		await device.replicator.syncNow();
		const about = emulator.control
			.requests()
			.filter(({ path }) => path.includes(alpha.remoteId));
		expect(about).toEqual([]);
	});

	it("[N15] an edit of a project that is gone stays as an issue, and makes it anew on request", async () => {
		const { emulator, device, alpha } = await openScene();
		await device.replicator.stop();
		const [ant] = await alpha.listProjects();
		emulator.control.callAs(asOlivia, "DeleteProject", {
			id: ant?.remoteId ?? "",
		});
		const renamed = await ant?.update({ name: "Ant 2" });
		await device.replicator.syncNow();
		expect(await renamed?.settled()).toMatchObject({ kind: "refused" });
		const [issue] = device.store.issues.list();
		expect(issue).toMatchObject({ kind: "gone", mine: { name: "Ant 2" } });
		const anew = await issue?.retry();
		expect(await anew?.settled()).toEqual({ kind: "accepted" });
		expect(engineNames(emulator).projects).toEqual(["Ant 2", "Ape", "Bat"]);
		expect(await projectNames(alpha)).toEqual(["Ant 2", "Ape"]);
		expect(issueKinds(device)).toEqual([]);
	});

	it("[N10] a member removed elsewhere goes, and a user whom nobody names any more goes too", async () => {
		const { emulator, device, alpha } = await openScene();
		expect(await storedUsers(device)).toEqual([asEve, asOlivia, asVic]);
		emulator.control.setOrgRole(alpha.remoteId, asVic, null);
		emulator.control.setOrgRole(alpha.remoteId, asEve, null);
		await device.replicator.syncNow();
		expect(await memberMails(alpha)).toEqual([asOlivia]);
		// Eve is still a member of Beta.
		expect(await storedUsers(device)).toEqual([asEve, asOlivia]);
	});

	it("[N10] an org that was deleted here while somebody renamed it takes its hidden edits with it", async () => {
		const { emulator, device, alpha } = await openScene();
		await device.replicator.stop();
		const [ant] = await alpha.listProjects();
		const renamed = await ant?.update({ name: "Ant 2" });
		const deleted = await alpha.delete();
		emulator.control.callAs(asOlivia, "UpdateOrg", {
			id: alpha.remoteId,
			name: "Theirs",
		});
		// The first try is lost, so that the org is looked at before the second.
		emulator.control.misbehave({
			on: { rpc: "DeleteOrg" },
			do: { kind: "dropBefore" },
		});
		await device.replicator.start();
		expect((await deleted.settled()).kind).toBe("accepted");
		const status = await device.replicator.syncNow();
		expect(status).toMatchObject({ state: "in-sync", waiting: 0 });
		expect(await renamed?.settled()).toEqual({ kind: "cancelled" });
		expect(device.store.issues.list()).toMatchObject([
			{ kind: "contested", theirs: { name: "Theirs" } },
		]);
	});

	it("[N10] users whom only a deleted org named go with it, oneself excepted", async () => {
		const { device, alpha } = await openScene();
		const deleted = await alpha.delete();
		expect(await deleted.settled()).toEqual({ kind: "accepted" });
		await device.replicator.syncNow();
		expect(await storedUsers(device)).toEqual([asEve, asOlivia]);
		const beta = await orgNamed(device, "Beta");
		expect((await (await beta.delete()).settled()).kind).toBe("accepted");
		await device.replicator.syncNow();
		expect(await storedUsers(device)).toEqual([asOlivia]);
	});
});
