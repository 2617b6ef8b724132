import { expect, it } from "vitest";
import { asSam, asVic, openScene, type Scene } from "./fault-world.js";

/** Puts somebody into a project, so that the org shows them as external. */
async function setProjectViewer({ emulator, alpha }: Scene, email: string) {
	const [project] = await alpha.listProjects();
	const id = project?.remoteId ?? "";
	emulator.control.setProjectRole(id, email, "ProjectViewer");
}

async function shown({ alpha }: Scene, email: string) {
	const people = await alpha.listUsers();
	return people
		.filter(({ user }) => user.email === email)
		.map(({ role, external }) => ({ role, external }));
}

it.each(["dropBefore", "dropAfter"] as const)(
	"[N2] adding an external person is not taken for done while the Engine shows them as external (%s)",
	async (kind) => {
		const scene = await openScene();
		const { emulator, device, alpha } = scene;
		await setProjectViewer(scene, asSam);
		await device.replicator.syncNow();
		emulator.control.misbehave({ on: { rpc: "CreateOrgUser" }, do: { kind } });
		const added = await alpha.addUser(asSam, "OrgEditor");
		expect(await added.change.settled()).toEqual({ kind: "accepted" });
		const member = { role: "OrgEditor", external: false };
		expect(await shown(scene, asSam)).toEqual([member]);
		const { id } = emulator.control.account(asSam);
		expect(emulator.control.groundTruth().members).toContainEqual({
			orgId: alpha.remoteId,
			userId: id,
			...member,
		});
	},
);

it("[N2] a removed member who still works in a project comes back as external", async () => {
	const scene = await openScene();
	const { device, alpha } = scene;
	await setProjectViewer(scene, asVic);
	const change = await alpha.removeUser(asVic);
	expect(await change.settled()).toEqual({ kind: "accepted" });
	expect((await device.replicator.syncNow()).state).toBe("in-sync");
	expect(await shown(scene, asVic)).toEqual([
		{ role: "OrgExternal", external: true },
	]);
});
