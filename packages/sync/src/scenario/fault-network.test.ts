import { describe, expect, it } from "vitest";
import {
	asOlivia,
	engineNames,
	engineOrg,
	issueKinds,
	openHasty,
	openScene,
	orgNamed,
	peopleFixture,
	projectNames,
	until,
	writes,
} from "./fault-world.js";
import { startEmulator } from "./world.js";

describe("the network", () => {
	it("[N1] offline burns no attempt: nothing was sent, and it goes out once the network is back", async () => {
		let online = true;
		const network: typeof fetch = (...call) =>
			online ? fetch(...call) : Promise.reject(new TypeError("fetch failed"));
		let reconnected = () => {};
		const { emulator, device, alpha } = await openScene({
			environment: {
				fetch: network,
				onReconnect: (run) => {
					reconnected = run;
					return () => {};
				},
			},
		});
		online = false;
		emulator.control.clearRequests();
		await device.replicator.syncNow();
		const renamed = await alpha.update({ name: "Alpha 2" });
		const bee = await alpha.createProject("Bee");
		const status = await device.replicator.syncNow();
		expect(status).toMatchObject({ state: "offline", waiting: 2, inDoubt: 0 });
		expect(emulator.control.requests()).toEqual([]);
		expect(issueKinds(device)).toEqual([]);
		expect([alpha.state.state, bee.state.state]).toEqual([
			"pending",
			"pending",
		]);
		online = true;
		reconnected();
		expect(await renamed.settled()).toEqual({ kind: "accepted" });
		expect(await bee.change.settled()).toEqual({ kind: "accepted" });
		expect(writes(emulator).sort()).toEqual(["CreateProject", "UpdateOrg"]);
	});

	it("[N1] an Engine that is down at the start leaves the store usable, and is found when it is up", async () => {
		const emulator = await startEmulator({ fixtures: peopleFixture });
		emulator.control.misbehave({ do: { kind: "dropBefore" }, share: 1 });
		const device = await openHasty(emulator);
		expect((await device.replicator.syncNow()).state).toBe("offline");
		const org = await device.store.createOrg("Gamma");
		emulator.control.behave();
		await device.replicator.syncNow();
		expect(await org.change.settled()).toEqual({ kind: "accepted" });
		expect(engineNames(emulator).orgs).toEqual(["Alpha", "Beta", "Gamma"]);
	});

	it("[N3] an answer that comes after it was given up changes nothing: settling belongs to an attempt", async () => {
		const { emulator, device, alpha } = await openScene();
		const hold = emulator.control.hold({ rpc: "UpdateOrg" }, "after");
		const renamed = await alpha.update({ name: "Alpha 2" });
		await hold.caught();
		// Given up by the deadline, and found done by asking; only then the answer leaves.
		expect(await renamed.settled()).toEqual({ kind: "accepted" });
		const again = await alpha.update({ name: "Alpha 3" });
		await hold.caught(2);
		hold.end();
		expect(await again.settled()).toEqual({ kind: "accepted" });
		await device.replicator.syncNow();
		expect(alpha.name).toBe("Alpha 3");
		expect(engineOrg(emulator, alpha.remoteId).name).toBe("Alpha 3");
		expect(writes(emulator)).toEqual(["UpdateOrg", "UpdateOrg"]);
	});

	it("[N3] a request that takes place twice, the first time late, is no conflict with oneself", async () => {
		const { emulator, device, alpha } = await openScene();
		emulator.control.misbehave({
			on: { rpc: "UpdateOrg" },
			do: { kind: "late", afterMs: 150 },
		});
		const lateCommit = new Promise<void>((resolve) => {
			let updates = 0;
			emulator.control.onCommit(({ rpc }) => {
				if (rpc === "UpdateOrg" && ++updates === 2) resolve();
			});
		});
		const renamed = await alpha.update({ name: "Alpha 2" });
		expect(await renamed.settled()).toEqual({ kind: "accepted" });
		await lateCommit;
		const status = await device.replicator.syncNow();
		expect(status).toMatchObject({ state: "in-sync", issues: 0 });
		expect(alpha.name).toBe("Alpha 2");
	});

	it("[N5] a lagging replica does not bring an old value back", async () => {
		const { emulator, device, alpha } = await openScene();
		const shown: string[] = [];
		alpha.name$.subscribe((name) => shown.push(name));
		for (const name of ["Alpha 2", "Alpha 3"])
			expect(await (await alpha.update({ name })).settled()).toEqual({
				kind: "accepted",
			});
		emulator.control.misbehave({
			on: { rpc: ["ListOrgs", "ListUserProjects", "ListOrgProjects"] },
			do: { kind: "staleList", ageMs: 60_000 },
			times: 10,
		});
		const bee = await alpha.createProject("Bee");
		await bee.change.settled();
		const status = await device.replicator.syncNow();
		expect(status).toMatchObject({ state: "in-sync", issues: 0 });
		expect(shown).toEqual(["Alpha", "Alpha 2", "Alpha 3"]);
		expect(await projectNames(alpha)).toEqual(["Ant", "Ape", "Bee"]);
	});

	it("[N6] a request that hangs is given up by its deadline, on a read and on a write", async () => {
		const { emulator, device, alpha } = await openScene();
		const reads = emulator.control.hold({ rpc: "ListOrgs" });
		const syncing = device.replicator.syncNow();
		await reads.caught();
		await syncing;
		reads.end();
		const hold = emulator.control.hold({ rpc: "CreateProject" });
		const bee = await alpha.createProject("Bee");
		await hold.caught();
		const doubt = await until(device, ({ inDoubt }) => inDoubt === 1);
		expect(doubt.waiting).toBe(1);
		// It takes place only now, long after it was given up.
		hold.end();
		expect(await bee.change.settled()).toEqual({ kind: "accepted" });
		expect(writes(emulator)).toEqual(["CreateProject"]);
	});

	it("[N7] a truncated answer: of a list nothing is taken, of a write it is found out what it did", async () => {
		const { emulator, device, alpha } = await openScene();
		for (const rpc of ["ListOrgProjects", "UpdateOrg"] as const)
			emulator.control.misbehave({
				on: { rpc },
				do: { kind: "truncate", bytes: 40 },
			});
		const renamed = await alpha.update({ name: "Alpha 2" });
		await device.replicator.syncNow();
		expect(await renamed.settled()).toEqual({ kind: "accepted" });
		expect(writes(emulator)).toEqual(["UpdateOrg"]);
		expect(await projectNames(alpha)).toEqual(["Ant", "Ape"]);
	});

	it.each(["html", "redirect"] as const)(
		"[N8] a captive portal that answers %s: nothing is lost, and the status says what to do",
		async (kind) => {
			const { emulator, device, alpha } = await openScene();
			const portal = "http://portal.example/login";
			emulator.control.misbehave({
				do: kind === "html" ? { kind } : { kind: "redirect", location: portal },
				share: 1,
			});
			const renamed = await alpha.update({ name: "Alpha 2" });
			const status = await device.replicator.syncNow();
			expect(status).toMatchObject({ state: "offline", waiting: 1 });
			expect("message" in status && status.message).toMatch(
				/sign in to the network/,
			);
			expect(await device.store.listUserOrgs()).toHaveLength(2);
			emulator.control.behave();
			await device.replicator.syncNow();
			expect(await renamed.settled()).toEqual({ kind: "accepted" });
		},
	);

	it("[N9] one row that makes no sense hides no other, and removes nothing", async () => {
		const { emulator, device } = await openScene();
		const [alpha, beta] = emulator.control.visibleTo(asOlivia).orgs;
		const renamed = { ...beta, name: "Beta 2" };
		const body = { orgs: [renamed, { id: alpha?.id, name: 7 }, "junk"] };
		emulator.control.misbehave({
			on: { rpc: "GetOrg" },
			do: { kind: "answer", status: 200, body: renamed },
		});
		emulator.control.misbehave({
			on: { rpc: "ListOrgs" },
			do: { kind: "answer", status: 200, body },
		});
		await device.replicator.syncNow();
		const names = (await device.store.listUserOrgs()).map(({ name }) => name);
		expect(names).toEqual(["Alpha", "Beta 2"]);
		expect((await orgNamed(device, "Alpha")).description).toBe("first");
	});
});
