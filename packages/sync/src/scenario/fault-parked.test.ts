import { describe, expect, it } from "vitest";
import {
	asOlivia,
	engineNames,
	engineOrg,
	issueKinds,
	openScene,
	orgNamed,
	projectNames,
	refusal,
	until,
	writes,
} from "./fault-world.js";

/** Eight backoffs in less than a second. */
const impatient = { environment: { random: () => 0.002 } };

describe("a change that waits for something other than the network", () => {
	it("[N12] a view-only org: every change is parked with the Engine's words, reading goes on, retry() is at once", async () => {
		const { emulator, device, alpha } = await openScene();
		emulator.control.changeOrg(alpha.remoteId, { viewOnly: true });
		const renamed = await alpha.update({ name: "Alpha 2" });
		const bee = await alpha.createProject("Bee");
		await until(device, ({ parked }) => parked === 2);
		expect((await device.replicator.syncNow()).state).toBe("parked");
		expect(alpha.state).toMatchObject({
			state: "parked",
			reason: "view-only",
			message: "The trial of this org has ended, so it can only be viewed.",
		});
		expect(alpha.name).toBe("Alpha 2");
		const [bat] = await (await orgNamed(device, "Beta")).listProjects();
		emulator.control.callAs(asOlivia, "UpdateProject", {
			id: bat?.remoteId ?? "",
			name: "Bat 2",
		});
		await device.replicator.syncNow();
		expect(await projectNames(await orgNamed(device, "Beta"))).toEqual([
			"Bat 2",
		]);
		emulator.control.changeOrg(alpha.remoteId, { viewOnly: false });
		await device.store.retry(renamed);
		await device.store.retry(bee.change);
		expect(await renamed.settled()).toEqual({ kind: "accepted" });
		expect(await bee.change.settled()).toEqual({ kind: "accepted" });
		expect(engineOrg(emulator, alpha.remoteId).name).toBe("Alpha 2");
	});

	it("[N12] once an org is known as view-only, deletes of it and of its members are parked too", async () => {
		const { emulator, device, alpha } = await openScene();
		emulator.control.changeOrg(alpha.remoteId, { viewOnly: true });
		await alpha.update({ name: "Alpha 2" });
		await until(device, ({ parked }) => parked === 1);
		const removed = await alpha.removeUser("vic@example.com");
		await until(device, ({ parked }) => parked === 2);
		expect(issueKinds(device)).toEqual([]);
		emulator.control.changeOrg(alpha.remoteId, { viewOnly: false });
		await device.store.retry(removed);
		expect(await removed.settled()).toEqual({ kind: "accepted" });
	});

	it("[N12] parked for a view-only org is tried again by itself after a while", async () => {
		const { emulator, device, alpha } = await openScene({
			timing: { parkedRetryMs: 150 },
		});
		emulator.control.changeOrg(alpha.remoteId, { viewOnly: true });
		const renamed = await alpha.update({ name: "Alpha 2" });
		await until(device, ({ state }) => state === "parked");
		emulator.control.changeOrg(alpha.remoteId, { viewOnly: false });
		expect(await renamed.settled()).toEqual({ kind: "accepted" });
		expect(writes(emulator)).toHaveLength(2);
	});

	it("[N18] a plan's quota: tried four times, then parked; others go on, and it passes when there is room", async () => {
		const { emulator, device, alpha } = await openScene();
		emulator.control.changeOrg(alpha.remoteId, { projectQuota: 2 });
		const bee = await alpha.createProject("Bee");
		const renamed = await alpha.update({ name: "Alpha 2" });
		expect(await renamed.settled()).toEqual({ kind: "accepted" });
		const parked = await until(device, (status) => status.parked === 1);
		expect(parked.state).not.toBe("offline");
		expect(bee.state).toMatchObject({
			state: "parked",
			reason: "quota",
			suggestion: "Remove some projects, or choose a larger plan.",
		});
		expect(
			writes(emulator).filter((rpc) => rpc === "CreateProject"),
		).toHaveLength(4);
		expect((await device.replicator.syncNow()).state).toBe("parked");
		expect(await projectNames(alpha)).toContain("Bee");
		emulator.control.changeOrg(alpha.remoteId, { projectQuota: 3 });
		await device.store.retry(bee.change);
		expect(await bee.change.settled()).toEqual({ kind: "accepted" });
		expect(issueKinds(device)).toEqual([]);
	});

	it("[N18] a rate limit: everything waits as long as Retry-After says, and no attempt is lost", async () => {
		const { emulator, device, alpha } = await openScene();
		emulator.control.misbehave({
			on: { rpc: "UpdateOrg" },
			do: { kind: "retryAfter", after: 1 },
		});
		const limited = emulator.control.nextRequest({ rpc: "UpdateOrg" });
		const renamed = await alpha.update({ name: "Alpha 2" });
		const { number, at } = await limited;
		await until(device, ({ state }) => state === "rate-limited");
		const bee = await alpha.createProject("Bee");
		const status = await until(device, ({ waiting }) => waiting === 2);
		expect(status).toMatchObject({
			state: "rate-limited",
			inDoubt: 0,
			parked: 0,
		});
		expect(await renamed.settled()).toEqual({ kind: "accepted" });
		expect(await bee.change.settled()).toEqual({ kind: "accepted" });
		const later = emulator.control
			.requests()
			.filter((request) => request.number > number);
		expect((later[0]?.at ?? 0) - at).toBeGreaterThanOrEqual(990);
		expect(issueKinds(device)).toEqual([]);
	});

	it("[N19] a write that fails with 5xx eight times is parked as the Engine failing, and retry() sends it", async () => {
		const { emulator, device, alpha } = await openScene(impatient);
		const failing = emulator.control.misbehave({
			on: { rpc: "UpdateOrg" },
			do: { kind: "answer", status: 500, body: "oops", tookPlace: false },
			share: 1,
		});
		const renamed = await alpha.update({ name: "Alpha 2" });
		await until(device, ({ parked }) => parked === 1);
		expect(writes(emulator)).toHaveLength(8);
		expect(alpha.state).toMatchObject({
			state: "parked",
			reason: "engine-failing",
		});
		emulator.control.stopMisbehaving(failing);
		await device.store.retry(renamed);
		expect(await renamed.settled()).toEqual({ kind: "accepted" });
		expect(alpha.name).toBe("Alpha 2");
	});

	it("[N19] a 5xx answer to a write that took place all the same: found out, and not sent again", async () => {
		const { emulator, device, alpha } = await openScene();
		for (const rpc of ["UpdateOrg", "CreateProject"] as const)
			emulator.control.misbehave({
				on: { rpc },
				do: { kind: "answer", status: 502, body: "<html>", tookPlace: true },
			});
		const renamed = await alpha.update({ name: "Alpha 2" });
		expect(await renamed.settled()).toEqual({ kind: "accepted" });
		const bee = await alpha.createProject("Bee");
		expect(await bee.change.settled()).toEqual({ kind: "accepted" });
		expect(writes(emulator)).toEqual(["UpdateOrg", "CreateProject"]);
		expect(issueKinds(device)).toEqual([]);
	});

	it("[N19] reads that fail with 502 pages hold nothing back for good, and the status says who fails", async () => {
		const { emulator, device } = await openScene();
		emulator.control.misbehave({
			on: { method: "GET" },
			do: { kind: "html", status: 502 },
			share: 1,
		});
		const failing = await device.replicator.syncNow();
		expect(failing.state).toBe("engine-failing");
		emulator.control.behave();
		await device.replicator.syncNow();
		expect((await until(device, ({ state }) => state === "in-sync")).asOf).toBe(
			device.replicator.status.asOf,
		);
	});

	it("[N20] one change that always fails delays no other", async () => {
		const { emulator, device, alpha } = await openScene(impatient);
		const [ant, ape] = await alpha.listProjects();
		emulator.control.misbehave({
			on: { path: `/api/v1/projects/${ant?.remoteId}`, method: "PUT" },
			do: refusal(500, 13, { reason: "INTERNAL_ERROR" }),
			share: 1,
		});
		await ant?.update({ name: "Poison" });
		const others = [
			await ape?.update({ name: "Ape 2" }),
			await alpha.update({ name: "Alpha 2" }),
			(await alpha.createProject("Bee")).change,
		];
		for (const change of others)
			expect(await change?.settled()).toEqual({ kind: "accepted" });
		const status = await until(device, ({ parked }) => parked === 1);
		expect(status.waiting).toBe(1);
		expect(status.waitingSince).toBeGreaterThan(0);
		const [poison] = await device.store.pending();
		expect(poison).toMatchObject({ label: "Poison", state: "parked" });
		expect(engineNames(emulator).projects).toEqual([
			"Ant",
			"Ape 2",
			"Bat",
			"Bee",
		]);
	});
});
