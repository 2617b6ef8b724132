import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
	asEve,
	asOlivia,
	asSam,
	asVic,
	issueKinds,
	memberMails,
	openHasty,
	openScene,
	orgNamed,
	refusal,
	until,
	writes,
} from "./fault-world.js";

const nora = { name: "Nora", email: "nora@example.com" };

const roleOf = async (
	org: Awaited<ReturnType<typeof orgNamed>>,
	email: string,
) => (await org.listUsers()).find(({ user }) => user.email === email)?.role;

/** A device whose ids all begin with one digit. */
const idsFrom = (digit: string) => ({
	environment: { uuid: () => digit + randomUUID().slice(1) },
});

describe("people", () => {
	it("[I5] addUser() of an address that nobody has is refused, and says what to do", async () => {
		const { emulator, device, alpha } = await openScene();
		const added = await alpha.addUser("nobody@example.com");
		expect(await added.change.settled()).toMatchObject({
			kind: "refused",
			code: "NOT_FOUND",
		});
		expect(writes(emulator)).toEqual([]);
		expect(await memberMails(alpha)).not.toContain("nobody@example.com");
		const [issue] = device.store.issues.list();
		expect(issue?.suggestion).toMatch(/make an account/);
		const again = await issue?.edit({ email: asSam });
		expect(await again?.settled()).toEqual({ kind: "accepted" });
		expect(await memberMails(alpha)).toContain(asSam);
	});

	it("[I5] an address that the Engine cannot read is refused, not asked for again and again", async () => {
		const { emulator, device, alpha } = await openScene();
		emulator.control.misbehave({
			on: { rpc: "GetUserByEmail" },
			do: refusal(400, 3, { reason: "INVALID_EMAIL" }),
			times: 20,
		});
		const added = await alpha.addUser("odd@example.com");
		expect(await added.change.settled()).toMatchObject({
			kind: "refused",
			code: "INVALID_ARGUMENT",
		});
		expect(issueKinds(device)).toEqual(["refused"]);
	});

	it("[I5] addUser() of somebody with an account, whatever the case of the address, in the role asked for", async () => {
		const { emulator, alpha } = await openScene();
		const added = await alpha.addUser(" Sam@Example.com ", "OrgEditor");
		expect(added.user).toMatchObject({ invited: true });
		expect(await added.change.settled()).toEqual({ kind: "accepted" });
		expect(added.user.email).toBe("Sam@Example.com");
		const sam = (await alpha.listUsers()).find(({ id }) => id === added.id);
		expect(sam?.user).toMatchObject({ invited: false, displayName: "Sam" });
		expect(await roleOf(alpha, asSam)).toBe("OrgEditor");
		const other = await openHasty(emulator);
		await other.replicator.syncNow();
		expect(await roleOf(await orgNamed(other, "Alpha"), asSam)).toBe(
			"OrgEditor",
		);
	});

	it("[I5] createUser() for an address that has an account makes none and mails nobody", async () => {
		const { emulator, device, alpha } = await openScene();
		const made = await alpha.createUser({ name: "Sam", email: asSam });
		expect(await made.change.settled()).toMatchObject({
			kind: "refused",
			code: "ALREADY_EXISTS",
		});
		expect(device.store.issues.list()[0]?.suggestion).toMatch(
			/Add this person/,
		);
		expect(writes(emulator)).toEqual([]);
		expect(emulator.control.mails()).toEqual([]);
	});

	it("[I5] createUser() whose membership is refused keeps the account and mails once, however often it is retried", async () => {
		const { emulator, device, alpha } = await openScene();
		emulator.control.misbehave({
			on: { rpc: "CreateOrgUser" },
			do: refusal(400, 3, { reason: "INVALID_ROLE" }),
		});
		const made = await alpha.createUser(nora);
		expect((await made.change.settled()).kind).toBe("refused");
		const again = await device.store.issues.list()[0]?.retry();
		expect(await again?.settled()).toEqual({ kind: "accepted" });
		expect(writes(emulator)).toEqual([
			"CreateUser",
			"CreateOrgUser",
			"CreateOrgUser",
		]);
		expect(emulator.control.mails()).toHaveLength(1);
		expect(await memberMails(alpha)).toContain(nora.email);
	});

	it("[X3] createUser() with a password sends it once, and the person can sign in with it", async () => {
		const { emulator, alpha } = await openScene();
		const made = await alpha.createUser({
			...nora,
			password: "canary-password-1",
			role: "OrgEditor",
		});
		expect(await made.change.settled()).toEqual({ kind: "accepted" });
		expect(emulator.control.account(nora.email).password).toBe(
			"canary-password-1",
		);
		expect(await roleOf(alpha, nora.email)).toBe("OrgEditor");
	});

	it.each(["0", "f"])(
		"[S5] remove, then add with another role: in order, whichever local id is the lower (%s)",
		async (first) => {
			const { emulator, device, alpha } = await openScene(idsFrom(first));
			await device.replicator.stop();
			const removed = await alpha.removeUser(asVic);
			const added = await alpha.addUser(asVic, "OrgEditor");
			await device.replicator.start();
			expect(await removed.settled()).toEqual({ kind: "accepted" });
			expect(await added.change.settled()).toEqual({ kind: "accepted" });
			expect(writes(emulator)).toEqual(["DeleteOrgUser", "CreateOrgUser"]);
			expect(await roleOf(alpha, asVic)).toBe("OrgEditor");
			const status = await device.replicator.syncNow();
			expect(status).toMatchObject({ state: "in-sync", issues: 0 });
			expect(await memberMails(alpha)).toEqual([asEve, asOlivia, asVic]);
			const again = [
				await alpha.removeUser(asVic),
				(await alpha.addUser(asVic, "OrgViewer")).change,
			];
			for (const change of again)
				expect(await change.settled()).toEqual({ kind: "accepted" });
			expect(await roleOf(alpha, asVic)).toBe("OrgViewer");
		},
	);

	it.each(["0", "f"])(
		"[S4] somebody external who is added is one person, whichever local id is the lower (%s)",
		async (first) => {
			const { emulator, device, alpha } = await openScene(idsFrom(first));
			const [ant] = await alpha.listProjects();
			emulator.control.setProjectRole(
				ant?.remoteId ?? "",
				asSam,
				"ProjectViewer",
			);
			await device.replicator.syncNow();
			const added = await alpha.addUser(asSam, "OrgViewer");
			expect(await added.change.settled()).toEqual({ kind: "accepted" });
			const status = await device.replicator.syncNow();
			expect(status).toMatchObject({ state: "in-sync", issues: 0 });
			const found = (await alpha.listUsers()).filter(
				({ user }) => user.email === asSam,
			);
			expect(found.map(({ external, role }) => [external, role])).toEqual([
				[false, "OrgViewer"],
			]);
		},
	);

	it("[S4] an invite whose person was added elsewhere meanwhile stands for that member", async () => {
		const { emulator, device, alpha } = await openScene();
		await device.replicator.stop();
		const added = await alpha.addUser(asSam, "OrgViewer");
		emulator.control.setOrgRole(alpha.remoteId, asSam, "OrgViewer");
		const hold = emulator.control.hold({ rpc: "GetUserByEmail" });
		await device.replicator.start();
		// The first one asks who signed in.
		await hold.caught();
		hold.release();
		void device.replicator.syncNow();
		const outcome = added.change.settled();
		await until(device, ({ waiting }) => waiting === 0);
		hold.end();
		expect(await outcome).toEqual({ kind: "accepted" });
		expect(writes(emulator)).toEqual([]);
		await device.replicator.syncNow();
		expect(await memberMails(alpha)).toEqual([asEve, asOlivia, asSam, asVic]);
		expect(issueKinds(device)).toEqual([]);
	});

	it("[PU17] whoever is being added to one org stays, though the last other org lets them go meanwhile", async () => {
		const { emulator, device, alpha } = await openScene();
		const beta = await orgNamed(device, "Beta");
		const hold = emulator.control.hold({ rpc: "CreateOrgUser" });
		const added = await beta.addUser(asVic);
		await hold.caught();
		const removed = await alpha.removeUser(asVic);
		expect(await removed.settled()).toEqual({ kind: "accepted" });
		// By then all that goes with the membership is gone.
		await (await alpha.update({ name: "Alpha 2" })).settled();
		const isVicThere = async () =>
			(await device.store.users.find().exec()).some(
				({ email }) => email === asVic,
			);
		expect(await isVicThere()).toBe(true);
		hold.end();
		expect(await added.change.settled()).toEqual({ kind: "accepted" });
		expect(await isVicThere()).toBe(true);
	});

	it("[S4] a person removed elsewhere and added again stays one person", async () => {
		const { emulator, device, alpha } = await openScene();
		emulator.control.setOrgRole(alpha.remoteId, asVic, null);
		await device.replicator.syncNow();
		const added = await alpha.addUser(asVic, "OrgEditor");
		expect(await added.change.settled()).toEqual({ kind: "accepted" });
		const status = await device.replicator.syncNow();
		expect(status).toMatchObject({ state: "in-sync", issues: 0 });
		expect(await memberMails(alpha)).toEqual([asEve, asOlivia, asVic]);
	});

	it("[S4] a member who is external by now and is added again stays one person", async () => {
		const { emulator, device, alpha } = await openScene();
		const [project] = await alpha.listProjects();
		emulator.control.setProjectRole(
			project?.remoteId ?? "",
			asSam,
			"ProjectViewer",
		);
		// Which of the two documents has the lower id is chance.
		for (const role of ["OrgEditor", "OrgViewer", "OrgEditor", "OrgViewer"]) {
			const added = await alpha.addUser(asSam, role);
			expect(await added.change.settled()).toEqual({ kind: "accepted" });
			const status = await device.replicator.syncNow();
			expect(status).toMatchObject({ state: "in-sync", issues: 0 });
			expect(await device.store.pending()).toEqual([]);
			emulator.control.setOrgRole(alpha.remoteId, asSam, null);
			await device.replicator.syncNow();
			expect(await memberMails(alpha)).toContain(asSam);
		}
	});
});
