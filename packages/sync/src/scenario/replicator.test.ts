import { systemEnvironment } from "@engine-offline/core";
import { replicaOf } from "@engine-offline/core/replicate";
import { developmentPassword } from "@engine-offline/emulator";
import { filter, firstValueFrom, lastValueFrom } from "rxjs";
import { expect, it } from "vitest";
import type { ReplicatorEvent } from "../replicator/options.js";
import { createReplicator } from "../replicator/replicator.js";
import { restEngine } from "../rest/rest-engine.js";
import { createSession } from "../session/create-session.js";
import { calmTiming, openDevice, quickTiming, startEmulator } from "./world.js";

it("[RE3] starting twice is one start, stopping leaves no timer, and closing completes the status", async () => {
	const emulator = await startEmulator();
	let timers = 0;
	const system = systemEnvironment();
	const environment = {
		setTimer: (run: () => void, ms: number) => {
			timers += 1;
			let over = false;
			const end = () => {
				if (!over) timers -= 1;
				over = true;
			};
			const cancel = system.setTimer(() => {
				end();
				run();
			}, ms);
			return () => {
				end();
				cancel();
			};
		},
	};
	const device = await openDevice(emulator, { environment });
	const { replicator } = device;
	await Promise.all([replicator.start(), replicator.start()]);
	await replicator.whenInSync();
	expect(emulator.control.requests({ rpc: "ListOrgs" })).toHaveLength(1);
	expect(timers).toBeGreaterThan(0);
	await replicator.stop();
	expect(timers).toBe(0);
	const { asOf } = replicator.status;
	expect(asOf).toBeGreaterThan(0);
	expect(replicator.status).toMatchObject({ state: "stopped", waiting: 0 });
	const last = lastValueFrom(replicator.status$);
	await replicator.close();
	expect((await last).state).toBe("stopped");
});

it("[SU4] it is stopped from the moment in which that is asked for, and counts what is written from then on", async () => {
	const { store, replicator } = await openDevice(await startEmulator());
	await replicator.start();
	await replicator.whenInSync();
	const stopping = replicator.stop();
	expect(replicator.status.state).toBe("stopped");
	await store.createOrg("Beside");
	await stopping;
	await store.createOrg("Afterwards");
	expect(replicator.status).toMatchObject({ state: "stopped", waiting: 2 });
});

it("[SU4] stopped while it begins it says so all the while; begun again while it stops it is not stopped", async () => {
	const { replicator } = await openDevice(await startEmulator());
	const said: string[] = [];
	replicator.status$.subscribe(({ state }) => said.push(state));
	await Promise.all([replicator.start(), replicator.stop()]);
	expect(new Set(said)).toEqual(new Set(["stopped"]));
	await replicator.start();
	await replicator.whenInSync();
	await Promise.all([replicator.stop(), replicator.start()]);
	await replicator.syncNow();
	const since = said.slice(said.indexOf("in-sync"));
	expect(since.filter((state) => state === "stopped")).toHaveLength(1);
	expect(replicator.status.state).toBe("in-sync");
});

it("[RE3] on a store that is closed, starting says so and begins nothing", async () => {
	const emulator = await startEmulator();
	const device = await openDevice(emulator);
	await device.store.close();
	await expect(device.replicator.start()).rejects.toMatchObject({
		code: "STORE_CLOSED",
	});
	expect(device.replicator.status.state).toBe("stopped");
});

it("[RE3] closing the store waits for what a stop under way still writes", async () => {
	const emulator = await startEmulator();
	const events: ReplicatorEvent[] = [];
	const { store, replicator } = await openDevice(emulator, {
		timing: calmTiming,
		observe: (event) => events.push(event),
	});
	await replicator.syncNow();
	const hold = emulator.control.hold({ rpc: "UpdateOrg" }, "after");
	const [alpha] = await store.listUserOrgs();
	await alpha?.update({ name: "Renamed" });
	await hold.caught();
	await Promise.all([replicator.stop(), store.close()]);
	hold.end();
	expect(events).toContainEqual(expect.objectContaining({ kind: "in-doubt" }));
	expect(events.filter(({ kind }) => kind === "failed")).toEqual([]);
});

it("[RE8] while nobody said who signed in, lists come home and new things wait", async () => {
	const emulator = await startEmulator();
	const { id } = emulator.control.account(emulator.accounts[0]?.email ?? "");
	const made = emulator.control.callAs(id, "CreateCustomToken", {});
	if (!made.ok) throw new Error("The emulator made no token.");
	const { store, replicator } = await openDevice(emulator, {
		credentials: { by: "custom-token", token: made.message.token },
	});
	const [alpha] = await replicator.syncNow().then(() => store.listUserOrgs());
	expect(alpha?.name).toBe("Alpha");
	await alpha?.createProject("Bee");
	const status = await replicator.syncNow();
	expect(status).toMatchObject({ state: "unnamed", waiting: 1 });
	expect(emulator.control.requests({ rpc: "CreateProject" })).toEqual([]);
});

it("[RE8] with a custom token the app names the person", async () => {
	const emulator = await startEmulator();
	const account = emulator.control.account(emulator.accounts[0]?.email ?? "");
	const made = emulator.control.callAs(account.id, "CreateCustomToken", {});
	if (!made.ok) throw new Error("The emulator made no token.");
	const { store, replicator } = await openDevice(emulator, {
		credentials: { by: "custom-token", token: made.message.token },
		identity: { userId: account.id },
	});
	await replicator.syncNow();
	const [alpha] = await store.listUserOrgs();
	const project = await alpha?.createProject("Bee");
	expect(await replicator.syncNow()).toMatchObject({ state: "in-sync" });
	expect(await project?.change.settled()).toEqual({ kind: "accepted" });
	expect(store.identity).toEqual({ userId: account.id, email: account.email });
});

it("[RE9] a write to storage that fails is reported, and sync goes on afterwards", async () => {
	const emulator = await startEmulator();
	const events: ReplicatorEvent[] = [];
	const device = await openDevice(emulator, {
		observe: (event) => events.push(event),
	});
	const replica = replicaOf(device.store);
	const { write } = replica;
	let failures = 2;
	Object.assign(replica, {
		write: (...given: Parameters<typeof write>) =>
			failures-- > 0
				? Promise.reject(new Error("The disk is full."))
				: write(...given),
	});
	const failing = firstValueFrom(
		device.replicator.status$.pipe(
			filter(({ state }) => state === "store-failing"),
		),
	);
	await device.replicator.start();
	expect(await failing).toMatchObject({ message: "The disk is full." });
	await device.replicator.whenInSync();
	expect(events.filter(({ kind }) => kind === "failed").length).toBe(2);
	expect((await device.store.listUserOrgs()).length).toBe(2);
});

it("[RE11] two replicators on one store double nothing", async () => {
	const emulator = await startEmulator();
	const { store, replicator } = await openDevice(emulator, {
		timing: calmTiming,
	});
	await replicator.syncNow();
	await replicator.stop();
	const [alpha] = await store.listUserOrgs();
	const names = Array.from({ length: 20 }, (_, index) => `Project ${index}`);
	for (const name of names) await alpha?.createProject(name);
	const environment = systemEnvironment();
	const engine = restEngine({ baseUrl: emulator.url, environment });
	const session = createSession({
		auth: engine.auth,
		environment,
		credentials: {
			by: "password",
			email: emulator.accounts[0]?.email ?? "",
			password: developmentPassword,
		},
	});
	const second = createReplicator(store, {
		engine,
		session,
		timing: { ...quickTiming, ...calmTiming },
	});
	await Promise.all([replicator.start(), second.start()]);
	await Promise.all([replicator.whenInSync(), second.whenInSync()]);
	await second.close();
	const made = emulator.control
		.groundTruth()
		.projects.map(({ name }) => name)
		.filter((name) => name.startsWith("Project "));
	expect(made.sort()).toEqual(names.sort());
	expect(await store.issues.list()).toEqual([]);
});
