import { replicaOf } from "@engine-offline/core/replicate";
import { expect, it } from "vitest";
import { bornDocument } from "../transitions/knowledge.js";
import {
	asOlivia,
	asSam,
	openHasty,
	openScene,
	orgNamed,
	projectNames,
} from "./fault-world.js";

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
