import { quirkNames, quirkWays, unusualQuirks } from "@engine-offline/emulator";
import { describe, expect, it } from "vitest";
import {
	asSam,
	asVic,
	memberMails,
	openHasty,
	openScene,
	orgNamed,
	projectNames,
} from "./fault-world.js";
import type { Device } from "./world.js";

/** Everything that a device shows, without local ids. */
async function shown({ store }: Device) {
	const orgs = await store.listUserOrgs();
	return Promise.all(
		orgs.map(async (org) => ({
			name: org.name,
			description: org.description,
			remoteId: org.remoteId,
			projects: (await org.listProjects()).map((project) => [
				project.remoteId,
				project.name,
				project.description,
			]),
			members: (await org.listUsers())
				.map(({ user, role, external }) => [user.email, role, external])
				.sort(),
		})),
	);
}

async function editOfEachKind(device: Device) {
	const alpha = await orgNamed(device, "Alpha");
	const beta = await orgNamed(device, "Beta");
	const [ant, ape] = await alpha.listProjects();
	const made = await device.store.createOrg("Gamma", "third");
	const self = await device.store.user(device.store.identity.userId);
	return [
		await alpha.update({ name: "Alpha 2" }),
		await ant?.update({ description: "changed" }),
		await ape?.delete(),
		(await alpha.createProject("Bee", "new")).change,
		(await alpha.addUser(asSam, "OrgEditor")).change,
		(await alpha.createUser({ name: "Nora", email: "nora@example.com" }))
			.change,
		await alpha.removeUser(asVic),
		await beta.delete(),
		made.change,
		(await made.createProject("Cat")).change,
		await self.update({ phone: "2" }),
	];
}

const usual = {};
const oneByOne = quirkNames.map((name) => ({ [name]: quirkWays[name][1] }));

describe("whichever way the Engine does what its contract leaves open", () => {
	it.each([usual, unusualQuirks, ...oneByOne])(
		"[EQ] first sync, an edit of each kind and a second device: %o",
		async (quirks) => {
			const { emulator, device } = await openScene({ engine: { quirks } });
			const changes = await editOfEachKind(device);
			for (const change of changes)
				expect((await change?.settled())?.kind).toMatch(/^accepted/);
			const status = await device.replicator.syncNow();
			expect(status).toMatchObject({ state: "in-sync", issues: 0 });
			const other = await openHasty(emulator);
			await other.replicator.syncNow();
			const mine = await shown(device);
			expect(await shown(other)).toEqual(mine);
			expect(mine.map(({ name }) => name)).toEqual(["Alpha 2", "Gamma"]);
			const [alpha] = mine;
			expect(alpha?.projects.map(([, name]) => name)).toEqual(["Ant", "Bee"]);
			expect(alpha?.members).toContainEqual([asSam, "OrgEditor", false]);
			expect(alpha?.members.map(([email]) => email)).not.toContain(asVic);
			expect(emulator.control.mails()).toHaveLength(1);
		},
	);

	it.each([usual, unusualQuirks])(
		"[EQ] lost answers of each kind make nothing twice: %o",
		async (quirks) => {
			const { emulator, device } = await openScene({ engine: { quirks } });
			const alpha = await orgNamed(device, "Alpha");
			const [ant] = await alpha.listProjects();
			const changes = [
				["UpdateOrg", () => alpha.update({ name: "Alpha 2" })],
				[
					"CreateProject",
					async () => (await alpha.createProject("Bee", "new")).change,
				],
				["DeleteProject", () => ant?.delete()],
				["CreateOrgUser", async () => (await alpha.addUser(asSam)).change],
			] as const;
			for (const [rpc, change] of changes) {
				emulator.control.misbehave({ on: { rpc }, do: { kind: "dropAfter" } });
				expect((await (await change())?.settled())?.kind).toMatch(/^accepted/);
			}
			const status = await device.replicator.syncNow();
			expect(status).toMatchObject({ state: "in-sync", issues: 0 });
			expect(await projectNames(alpha)).toEqual(["Ape", "Bee"]);
			expect(await memberMails(alpha)).toContain(asSam);
			const other = await openHasty(emulator);
			await other.replicator.syncNow();
			expect(await shown(other)).toEqual(await shown(device));
		},
	);
});
