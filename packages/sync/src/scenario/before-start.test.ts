import { systemEnvironment } from "@engine-offline/core";
import { expect, it } from "vitest";
import { createReplicator } from "../replicator/replicator.js";
import { restEngine } from "../rest/rest-engine.js";
import { createSession } from "../session/create-session.js";
import { openScene } from "./fault-world.js";

it("[SU1] what waits is counted before the replicator has begun", async () => {
	const { emulator, device, alpha } = await openScene();
	await device.replicator.stop();
	await alpha.createProject("Bee", "new");
	const environment = systemEnvironment();
	const engine = restEngine({ baseUrl: emulator.url, environment });
	const session = createSession({ auth: engine.auth, environment });
	const next = createReplicator(device.store, { engine, session });
	expect(next.status).toMatchObject({ state: "stopped", waiting: 1 });
	await next.close();
	await session.close();
});
