import { replicaOf } from "@engine-offline/core/replicate";
import { expect, it } from "vitest";
import { claimed, doubted } from "../transitions/claim.js";
import { bornDocument } from "../transitions/knowledge.js";
import { engineNames, openScene } from "./fault-world.js";

it("[RE11] a create that another replicator left in doubt is looked for, and made when it is not there", async () => {
	const { emulator, device, alpha } = await openScene();
	const fields = { name: "Bee", description: "new" };
	const nowhere = { remoteId: "", mark: "", createdBy: "", rest: {} };
	const { envelope, ...own } = bornDocument(
		"projects",
		{ ...nowhere, fields, maybeChanged: false },
		{ id: "bee", orgId: alpha.id },
	);
	const touched = { name: 1, description: 1, "*": 1 };
	const made = { ...own, envelope: { ...envelope, made: 1, touched } };
	const request = { attempt: "theirs", kind: "create", step: "" } as const;
	const sent = claimed("projects", made, { ...request, values: fields });
	const replica = replicaOf(device.store);
	await replica.write("projects", [{ next: doubted("projects", sent) }]);
	await device.replicator.whenInSync();
	expect(engineNames(emulator).projects).toEqual(["Ant", "Ape", "Bat", "Bee"]);
	const bee = await alpha.getProject("bee");
	expect(bee.remoteId).not.toBe("");
	expect(await alpha.listProjects()).toHaveLength(3);
});
