import { expect, it } from "vitest";
import { createReplicator } from "../replicator/replicator.js";
import { openScene } from "./fault-world.js";

it("[SU1] what waits is counted before the replicator has begun", async () => {
	const { device, alpha } = await openScene();
	await device.replicator.stop();
	await alpha.createProject("Bee", "new");
	const { engine, session } = device;
	const next = createReplicator(device.store, { engine, session });
	expect(next.status).toMatchObject({ state: "stopped", waiting: 1 });
	await next.close();
});
