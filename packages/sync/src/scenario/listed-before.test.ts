import { systemEnvironment } from "@engine-offline/core";
import { expect, it } from "vitest";
import { calmTiming, openDevice, startEmulator } from "./world.js";

/** A device in sync that starts anew after the wall clock moved, and how many lists it asked for then. */
async function listsAfter(clockMoves: number): Promise<number> {
	const emulator = await startEmulator();
	const { now } = systemEnvironment();
	let moved = 0;
	const device = await openDevice(emulator, {
		timing: calmTiming,
		environment: { now: () => now() + moved },
	});
	await device.replicator.syncNow();
	await device.replicator.stop();
	emulator.control.clearRequests();
	moved = clockMoves;
	await device.replicator.start();
	await device.replicator.whenInSync();
	return emulator.control
		.requests()
		.filter(({ rpc }) => rpc?.startsWith("List")).length;
}

it("[PU18] lists that an earlier process made are not asked for again before their time", async () => {
	expect(await listsAfter(60_000)).toBe(0);
});

it("[PU18] lists older than promised are, and those of a clock that was turned back", async () => {
	const all = 2 + 2 * 2;
	expect(await listsAfter(660_000)).toBe(all);
	expect(await listsAfter(-60_000)).toBe(all);
});
