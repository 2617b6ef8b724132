import { filter, firstValueFrom } from "rxjs";
import { describe, expect, it } from "vitest";
import {
	asEve,
	asOlivia,
	asSam,
	asVic,
	engineNames,
	engineOrg,
	issueCodes,
	issueKinds,
	memberMails,
	openHasty,
	openScene,
	orgNamed,
	projectNames,
	refusal,
	writes,
} from "./fault-world.js";

describe("a change that the Engine refuses", () => {
	it("[N12] an update goes back to what the Engine has, and the issue keeps the text", async () => {
		const { emulator, device, alpha } = await openScene();
		emulator.control.misbehave({
			on: { rpc: "UpdateOrg" },
			do: refusal(400, 3, { reason: "BAD_NAME", suggestion: "Shorter." }),
		});
		const renamed = await alpha.update({ name: "Long" });
		expect(await renamed.settled()).toMatchObject({
			kind: "refused",
			code: "INVALID_ARGUMENT",
			reason: "BAD_NAME",
		});
		expect(alpha.name).toBe("Alpha");
		const [issue] = device.store.issues.list();
		expect(issue).toMatchObject({
			kind: "refused",
			suggestion: "Shorter.",
			base: { name: "Alpha" },
			mine: { name: "Long" },
		});
		await device.replicator.syncNow();
		expect(writes(emulator)).toEqual(["UpdateOrg"]);
		const again = await issue?.edit({ name: "Short" });
		expect(await again?.settled()).toEqual({ kind: "accepted" });
		expect(engineOrg(emulator, alpha.remoteId).name).toBe("Short");
		expect(device.store.issues.list()).toEqual([]);
	});

	it("[N12] what was typed while the refused update was under way stays, and is sent", async () => {
		const { emulator, alpha } = await openScene();
		emulator.control.misbehave({
			on: { rpc: "UpdateOrg" },
			do: refusal(400, 3),
		});
		const hold = emulator.control.hold({ rpc: "UpdateOrg" });
		const renamed = await alpha.update({ name: "Long" });
		await hold.caught();
		const described = await alpha.update({ description: "typed since" });
		hold.end();
		expect((await renamed.settled()).kind).toBe("refused");
		expect(await described.settled()).toEqual({ kind: "accepted" });
		expect(engineOrg(emulator, alpha.remoteId)).toMatchObject({
			name: "Alpha",
			description: "typed since",
		});
		expect(alpha.name).toBe("Alpha");
	});

	it("[N12] a create disappears and stays as an issue that can be sent again", async () => {
		const { emulator, device, alpha } = await openScene();
		emulator.control.misbehave({
			on: { rpc: "CreateProject" },
			do: refusal(400, 3),
		});
		const bee = await alpha.createProject("Bee", "new");
		expect((await bee.change.settled()).kind).toBe("refused");
		expect(await projectNames(alpha)).toEqual(["Ant", "Ape"]);
		const [issue] = device.store.issues.list();
		expect(issue).toMatchObject({ mine: { name: "Bee", description: "new" } });
		const again = await issue?.retry();
		expect(await again?.settled()).toEqual({ kind: "accepted" });
		expect(await projectNames(alpha)).toEqual(["Ant", "Ape", "Bee"]);
	});

	it("[N12] an org with an active subscription is back with its projects and members", async () => {
		const { emulator, device, alpha } = await openScene();
		emulator.control.changeOrg(alpha.remoteId, { subscriptionId: "sub-1" });
		const members = await memberMails(alpha);
		// Else the refusal may come before a slow storage has listed what is left.
		await device.replicator.stop();
		const deleted = await alpha.delete();
		expect(await device.store.listUserOrgs()).toHaveLength(1);
		await device.replicator.start();
		expect(await deleted.settled()).toMatchObject({
			kind: "refused",
			code: "FAILED_PRECONDITION",
			reason: "ACTIVE_SUBSCRIPTION",
		});
		const back = await orgNamed(device, "Alpha");
		expect(await projectNames(back)).toEqual(["Ant", "Ape"]);
		expect(await memberMails(back)).toEqual(members);
		expect(issueCodes(device)).toEqual(["FAILED_PRECONDITION"]);
		expect(await device.store.pending()).toEqual([]);
	});

	it("[N12] the last owner of an org stays in it", async () => {
		const { device, alpha } = await openScene();
		const removed = await alpha.removeUser(asOlivia);
		expect(await removed.settled()).toMatchObject({
			kind: "refused",
			reason: "LAST_OWNER",
		});
		expect(await memberMails(alpha)).toContain(asOlivia);
		expect(issueKinds(device)).toEqual(["refused"]);
	});

	it("[PU9] [PU17] a member is back with its user, whom the last other org lost meanwhile", async () => {
		const { emulator, device, alpha } = await openScene();
		const beta = await orgNamed(device, "Beta");
		emulator.control.misbehave({
			on: { rpc: "DeleteOrgUser" },
			do: refusal(400, 3),
		});
		const hold = emulator.control.hold({ rpc: "DeleteOrgUser" });
		const removed = await alpha.removeUser(asEve);
		await hold.caught();
		emulator.control.setOrgRole(beta.remoteId, asEve, null);
		const synced = device.replicator.syncNow();
		await firstValueFrom(
			beta.users$.pipe(
				filter((members) => members.every(({ user }) => user.email !== asEve)),
			),
		);
		hold.end();
		expect((await removed.settled()).kind).toBe("refused");
		await synced;
		expect(await memberMails(alpha)).toEqual([asEve, asOlivia, asVic]);
	});

	it("[N12] an org that is refused hides what was made in it, and brings it back when it is sent again", async () => {
		const { emulator, device } = await openScene();
		emulator.control.misbehave({
			on: { rpc: "CreateOrg" },
			do: refusal(400, 3, { reason: "BAD_NAME" }),
		});
		const hold = emulator.control.hold({ rpc: "CreateOrg" });
		const org = await device.store.createOrg("Gamma");
		const cat = await org.createProject("Cat");
		const sam = await org.addUser(asSam);
		hold.end();
		expect((await org.change.settled()).kind).toBe("refused");
		await device.replicator.syncNow();
		expect([cat.deleted, sam.deleted]).toEqual([true, true]);
		const pending = await device.store.pending();
		expect(pending.map(({ parked }) => parked?.reason)).toEqual([
			"parent-refused",
			"parent-refused",
		]);
		const [issue] = device.store.issues.list();
		expect(issue?.dependents).toHaveLength(2);
		await issue?.retry();
		expect(await cat.change.settled()).toEqual({ kind: "accepted" });
		expect(await sam.change.settled()).toEqual({ kind: "accepted" });
		const gamma = await orgNamed(device, "Gamma");
		expect(await projectNames(gamma)).toEqual(["Cat"]);
		expect(await memberMails(gamma)).toEqual([asOlivia, asSam]);
		expect(engineNames(emulator).orgs).toEqual(["Alpha", "Beta", "Gamma"]);
	});

	it("[N14] 403: the role is looked at once, the change is sent once more, then refused", async () => {
		const { emulator } = await openScene();
		const device = await openHasty(emulator, { email: asEve });
		await device.replicator.syncNow();
		const alpha = await orgNamed(device, "Alpha");
		emulator.control.clearRequests();
		emulator.control.setOrgRole(alpha.remoteId, asEve, "OrgViewer");
		const bee = await alpha.createProject("Bee");
		expect(await bee.change.settled()).toMatchObject({
			kind: "refused",
			code: "PERMISSION_DENIED",
		});
		expect(writes(emulator)).toEqual(["CreateProject", "CreateProject"]);
		expect(await projectNames(alpha)).not.toContain("Bee");
		expect(issueKinds(device)).toEqual(["refused"]);
	});

	it("[N14] 403 that a changed role has made moot is no refusal", async () => {
		const { emulator, device, alpha } = await openScene();
		emulator.control.misbehave({
			on: { rpc: "UpdateOrg" },
			do: refusal(403, 7),
		});
		const renamed = await alpha.update({ name: "Alpha 2" });
		expect(await renamed.settled()).toEqual({ kind: "accepted" });
		expect(issueKinds(device)).toEqual([]);
	});

	it("[N14] 403 about a thing that is not there any more is gone, not refused", async () => {
		const { emulator } = await openScene({
			engine: { quirks: { hiddenThings: "denied" } },
		});
		const device = await openHasty(emulator, { email: asEve });
		await device.replicator.syncNow();
		const beta = await orgNamed(device, "Beta");
		const hold = emulator.control.hold({ rpc: "UpdateOrg" });
		const renamed = await beta.update({ name: "Beta 2" });
		await hold.caught();
		emulator.control.setOrgRole(beta.remoteId, asEve, null);
		hold.end();
		expect(await renamed.settled()).toMatchObject({
			kind: "refused",
			code: "NOT_FOUND",
		});
		expect(issueKinds(device)).toEqual(["gone"]);
		expect(await device.store.listUserOrgs()).toHaveLength(1);
	});

	it("[N16] already a member: refused, and the message says what to do instead", async () => {
		const { emulator, device, alpha } = await openScene();
		emulator.control.hold({ rpc: "ListOrgUsers" });
		const hold = emulator.control.hold({ rpc: "CreateOrgUser" });
		const sam = await alpha.addUser(asSam);
		await hold.caught();
		emulator.control.setOrgRole(alpha.remoteId, asSam, "OrgEditor");
		hold.end();
		expect(await sam.change.settled()).toMatchObject({
			kind: "refused",
			code: "ALREADY_EXISTS",
			message: expect.stringContaining("already a member"),
		});
		expect(device.store.issues.list()[0]?.suggestion).toMatch(/remove/);
		emulator.control.behave();
		await device.replicator.syncNow();
		const found = (await alpha.listUsers()).find(
			({ user }) => user.email === asSam,
		);
		expect(found?.role).toBe("OrgEditor");
	});

	it("[N16] already a member by an earlier attempt of which nothing was heard: adopted", async () => {
		const { emulator, device, alpha } = await openScene();
		const { control } = emulator;
		control.misbehave({
			on: { rpc: "CreateOrgUser" },
			do: { kind: "late", afterMs: 60 },
		});
		const asked = control.hold({ rpc: "GetOrgUser" }, "after");
		const second = control.hold({ rpc: "CreateOrgUser" });
		const committed = new Promise<void>((resolve) => {
			control.onCommit(({ rpc }) => rpc === "CreateOrgUser" && resolve());
		});
		const vic = await alpha.addUser(asSam, "OrgViewer");
		await second.caught();
		second.release();
		await asked.caught();
		asked.end();
		await second.caught(2);
		await committed;
		second.end();
		expect(await vic.change.settled()).toEqual({ kind: "accepted" });
		expect(issueKinds(device)).toEqual([]);
		expect(await memberMails(alpha)).toEqual(
			[asEve, asOlivia, asSam, asVic].sort(),
		);
	});

	it("[N16] ABORTED is tried again", async () => {
		const { emulator, device, alpha } = await openScene();
		emulator.control.misbehave({
			on: { rpc: "UpdateOrg" },
			do: refusal(409, 10),
			times: 2,
		});
		const renamed = await alpha.update({ name: "Alpha 2" });
		expect(await renamed.settled()).toEqual({ kind: "accepted" });
		expect(writes(emulator)).toHaveLength(3);
		expect(issueKinds(device)).toEqual([]);
	});

	it("[N17] what is too large is refused alone", async () => {
		const { emulator, device, alpha } = await openScene();
		emulator.control.misbehave({
			on: { rpc: "UpdateOrg" },
			do: { kind: "html", status: 413 },
		});
		const large = await alpha.update({ description: "x".repeat(50_000) });
		const small = await alpha.createProject("Bee");
		expect((await large.settled()).kind).toBe("refused");
		expect(await small.change.settled()).toEqual({ kind: "accepted" });
		expect(alpha.description).toBe("first");
		expect(issueKinds(device)).toEqual(["refused"]);
	});
});
