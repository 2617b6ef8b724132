import { replicaOf } from "@engine-offline/core/replicate";
import { expect, it } from "vitest";
import { bornDocument } from "../transitions/knowledge.js";
import {
	asEve,
	asOlivia,
	asSam,
	memberMails,
	openHasty,
	openScene,
	orgNamed,
	projectNames,
} from "./fault-world.js";

/** A device of somebody who sees one project of Beta, which is known by name only, with a member that no list shows. */
async function withReference() {
	const { emulator } = await openScene();
	const { control } = emulator;
	const device = await openHasty(emulator, { email: asSam });
	const bat = control.groundTruth().projects.find(({ name }) => name === "Bat");
	control.setProjectRole(bat?.id ?? "", asSam, "ProjectViewer");
	await device.replicator.syncNow();
	const beta = await orgNamed(device, "Beta");
	const { id: eve } = control.account(asEve);
	const member = bornDocument(
		"members",
		{
			remoteId: `${beta.remoteId}/${eve}`,
			mark: "",
			fields: { role: "OrgOwner" },
			rest: { userId: eve, external: false, invite: null },
			createdBy: "",
			maybeChanged: true,
		},
		{ id: "eve-in-beta", orgId: beta.id },
	);
	await replicaOf(device.store).write("members", [{ next: member }]);
	const rows = async () =>
		(await device.store.members.find().exec())
			.filter(({ orgId }) => orgId === beta.id)
			.map(({ id }) => id);
	const reach = async () =>
		(await device.store.orgs.findOne(beta.id).exec(true)).reach;
	expect([await rows(), await reach()]).toEqual([["eve-in-beta"], "reference"]);
	return { control, device, beta, rows, reach };
}

it("[PU21] the members of an org that the Engine does not show go with the next sweep, and the org stays", async () => {
	const { device, beta, rows, reach } = await withReference();
	await device.replicator.syncNow();
	expect([await rows(), await reach()]).toEqual([[], "reference"]);
	expect(await projectNames(beta)).toEqual(["Bat"]);
});

it("[PU21] an org known by name only that the Engine shows is listed from then on", async () => {
	const { control, device, beta, reach } = await withReference();
	control.setOrgRole(beta.remoteId, asSam, "OrgViewer");
	control.misbehave({
		on: { rpc: "ListOrgs" },
		do: { kind: "dropBefore" },
		times: 100,
	});
	await device.replicator.syncNow();
	control.behave();
	expect(await reach()).toBe("listed");
	expect(await memberMails(beta)).toEqual([asEve, asOlivia, asSam]);
});

/** A project as a list brings it. */
const shownProject = (id: string, orgId: string) =>
	bornDocument(
		"projects",
		{
			remoteId: id,
			mark: "",
			fields: { name: "Bug", description: "" },
			rest: {},
			createdBy: "",
			maybeChanged: true,
		},
		{ id, orgId },
	);

it("[PU20] an org that is known by name only stays when another project of it is shown as it goes", async () => {
	const { emulator } = await openScene();
	const device = await openHasty(emulator, { email: asSam });
	const { control } = emulator;
	const bat = control.groundTruth().projects.find(({ name }) => name === "Bat");
	control.setProjectRole(bat?.id ?? "", asSam, "ProjectViewer");
	await device.replicator.syncNow();
	const beta = await orgNamed(device, "Beta");
	const made = control.callAs(asOlivia, "CreateProject", {
		orgId: beta.remoteId,
		name: "Bug",
	});
	const id = made.ok ? String(Reflect.get(made.message, "id")) : "";
	const replica = replicaOf(device.store);
	const { write } = replica;
	let isShown = false;
	Object.assign(replica, {
		write: async (...[name, writes]: Parameters<typeof write>) => {
			if (name === "orgs" && !isShown && writes[0]?.next._deleted) {
				isShown = true;
				control.setProjectRole(id, asSam, "ProjectViewer");
				await write("projects", [{ next: shownProject(id, beta.id) }]);
			}
			return write(name, writes);
		},
	});
	const gone: string[] = [];
	device.store.projects.$.subscribe(({ operation, documentId }) => {
		if (operation === "DELETE") gone.push(documentId);
	});
	control.setProjectRole(bat?.id ?? "", asSam, null);
	await device.replicator.syncNow();
	await device.replicator.syncNow();
	expect(isShown).toBe(true);
	expect(gone).toEqual([bat?.id]);
	expect(beta.deleted).toBe(false);
	expect(await projectNames(beta)).toEqual(["Bug"]);
});
