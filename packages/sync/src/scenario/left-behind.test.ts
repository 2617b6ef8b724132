import { replicaOf, seal, valuesOf } from "@engine-offline/core/replicate";
import { expect, it, vi } from "vitest";
import { openScene } from "./fault-world.js";

it.each([
	["before its delete is answered", "DeleteOrg"],
	["before it is known who is signed in", "GetUserByEmail"],
] as const)(
	"[RE16] what a deleted org left behind is hidden %s",
	async (_when, rpc) => {
		const { emulator, device, alpha } = await openScene();
		await device.replicator.stop();
		const replica = replicaOf(device.store);
		const org = await replica.read("orgs", alpha.id);
		if (org === undefined) throw new Error("The org is gone.");
		const made = org.envelope.made + 1;
		// As a page leaves it that is killed between its two writes.
		const next = seal("orgs", {
			...org,
			_deleted: true,
			envelope: {
				...org.envelope,
				made,
				base: valuesOf("orgs", org),
				touched: { "*": made },
			},
		});
		await replica.write("orgs", [{ previous: org, next }]);
		const shown = () =>
			device.store.projects.find({ selector: { orgId: alpha.id } }).exec();
		expect(await shown()).toHaveLength(2);
		emulator.control.hold({ rpc });
		await device.replicator.start();
		await vi.waitFor(async () => expect(await shown()).toEqual([]), 10_000);
		expect(emulator.control.groundTruth().orgs).toHaveLength(2);
	},
);
