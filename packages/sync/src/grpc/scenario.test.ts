import { systemEnvironment } from "@engine-offline/core";
import { afterEach, expect, test } from "vitest";
import { restEngine } from "../rest/rest-engine.js";
import { openDevice } from "./test-device.js";
import { manualKeepalive } from "./test-keepalive.js";
import {
	clientOf,
	closeOpened,
	startEmulator,
	startNetwork,
} from "./test-server.js";

afterEach(closeOpened);

test("[GC16] a REST device and a gRPC device share one Engine and converge", async () => {
	const { emulator, target, ca, credentials } = await startEmulator();
	const environment = systemEnvironment();
	const overRest = await openDevice(
		restEngine({ baseUrl: emulator.url, environment }),
		credentials,
	);
	const overGrpc = await openDevice(
		clientOf(target, { secure: true, ca }).engine,
		credentials,
	);
	for (const { replicator } of [overRest, overGrpc]) await replicator.syncNow();
	for (const [device, mine] of [
		[overRest, "from REST"],
		[overGrpc, "from gRPC"],
	] as const) {
		const [apache] = await device.store.listUserOrgs();
		await apache?.createProject(mine);
		await device.store.createOrg(`org ${mine}`);
	}
	const [here] = await overRest.store.listUserOrgs();
	await here?.update({ name: "Apache 2" });
	for (const { replicator } of [overRest, overGrpc, overRest, overGrpc])
		await replicator.syncNow();
	const expected = [
		["Apache 2", "Ant", "from REST", "from gRPC"],
		["org from REST"],
		["org from gRPC"],
	];
	expect(await overRest.names()).toEqual(expected);
	expect(await overGrpc.names()).toEqual(expected);
	for (const { replicator } of [overRest, overGrpc])
		expect(replicator.status).toMatchObject({ state: "in-sync", waiting: 0 });
	const seen = emulator.control.requests().map(({ transport }) => transport);
	expect(new Set(seen)).toEqual(new Set(["rest", "grpc"]));
});

test("[GC17] the connection dies without a word during a push: the create is in doubt, looked for over a new one, and exists once", async () => {
	const { emulator, target, credentials } = await startEmulator();
	const network = await startNetwork(target);
	const time = manualKeepalive();
	const { engine } = clientOf(network.target, time.options);
	const device = await openDevice(engine, credentials);
	await device.replicator.syncNow();
	const on = { rpc: "CreateProject" } as const;
	const hold = emulator.control.hold(on, "after");
	const [apache] = await device.store.listUserOrgs();
	const project = await apache?.createProject("Once");
	const pushing = device.replicator.syncNow();
	await hold.caught();
	network.goSilent();
	hold.end();
	time.beQuiet();
	time.loseHope();
	await pushing;
	const status = await device.replicator.syncNow();
	expect(await project?.change.settled()).toEqual({ kind: "accepted" });
	expect(device.events).toContain("in-doubt");
	expect(status.inDoubt).toBe(0);
	expect(network.accepted()).toBeGreaterThan(1);
	expect(emulator.control.requests(on)).toHaveLength(1);
	const { projects } = emulator.control.groundTruth();
	expect(projects.filter(({ name }) => name === "Once")).toHaveLength(1);
});

test.each([
	{ kind: "dropAfter" },
	{ kind: "resetStream" },
	{ kind: "noTrailers" },
	{ kind: "truncate" },
	{ kind: "stall" },
	{ kind: "goAway" },
	{ kind: "goAway", tookPlace: false },
	{ kind: "dropBefore" },
] as const)(
	"[GC17] a create whose answer ends as %j exists once",
	async (misbehaviour) => {
		const { emulator, target, credentials } = await startEmulator();
		const device = await openDevice(clientOf(target).engine, credentials);
		await device.replicator.syncNow();
		const on = { rpc: "CreateProject" } as const;
		emulator.control.misbehave({ on, do: misbehaviour });
		const [apache] = await device.store.listUserOrgs();
		const project = await apache?.createProject("Once");
		await device.replicator.start();
		expect(await project?.change.settled()).toEqual({ kind: "accepted" });
		const { projects } = emulator.control.groundTruth();
		expect(projects.filter(({ name }) => name === "Once")).toHaveLength(1);
	},
	15_000,
);
