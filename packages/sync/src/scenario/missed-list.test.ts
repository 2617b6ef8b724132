import { expect, it } from "vitest";
import { openScene, writes } from "./fault-world.js";

it("[PS5] a list that shows a create under way is no list without the one in doubt: another is asked for soon", async () => {
	const { emulator, device, alpha } = await openScene({
		timing: { deadlineMs: 3_000, doubtGapMs: 1_500 },
	});
	const { control } = emulator;
	control.misbehave({
		on: { rpc: "CreateProject" },
		times: 1,
		do: { kind: "dropBefore" },
	});
	const bee = await alpha.createProject("Bee", "new");
	const listed = () => control.nextRequest({ rpc: "ListOrgProjects" });
	// One that looks for Bee at once, and one after its deadline.
	await listed();
	await listed();
	const hold = control.hold({ rpc: "CreateProject" }, "after");
	const cat = await alpha.createProject("Cat", "new too");
	await hold.caught();
	// Cat is in this one, and nobody says yet whose it is.
	await listed();
	hold.end();
	expect(await cat.change.settled()).toEqual({ kind: "accepted" });
	expect(await bee.change.settled()).toEqual({ kind: "accepted" });
	await device.replicator.whenInSync();
	expect(writes(emulator)).toHaveLength(3);
});
