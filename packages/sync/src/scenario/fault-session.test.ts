import { describe, expect, it } from "vitest";
import {
	asEve,
	asOlivia,
	asVic,
	engineOrg,
	issueKinds,
	openHasty,
	openScene,
	orgNamed,
	peopleFixture,
	projectNames,
	refusal,
	until,
	writes,
} from "./fault-world.js";
import { startEmulator } from "./world.js";

describe("who is signed in", () => {
	it("[N13] tokens that end in mid-sync: one refresh, nothing lost, no attempt counted", async () => {
		const { emulator, device, alpha } = await openScene();
		emulator.control.clearRequests();
		emulator.control.expireTokens({ account: asOlivia });
		const changes = [
			await alpha.update({ name: "Alpha 2" }),
			(await alpha.createProject("Bee")).change,
			await alpha.removeUser(asVic),
		];
		await device.replicator.syncNow();
		for (const change of changes)
			expect(await change.settled()).toEqual({ kind: "accepted" });
		expect(emulator.control.requests({ rpc: "RefreshToken" })).toHaveLength(1);
		expect(emulator.control.requests({ rpc: "SignInWithEmail" })).toEqual([]);
		expect(issueKinds(device)).toEqual([]);
	});

	it("[N13] refresh tokens rotate: each is used once, however often bearers end", async () => {
		const { emulator, device, alpha } = await openScene({
			engine: { quirks: { oldBearer: "endsAtOnce" } },
		});
		emulator.control.clearRequests();
		for (let turn = 1; turn <= 4; turn++) {
			emulator.control.expireTokens();
			const renamed = await alpha.update({ name: `Alpha ${turn}` });
			expect(await renamed.settled()).toEqual({ kind: "accepted" });
			expect((await device.replicator.syncNow()).state).toBe("in-sync");
		}
		const refreshes = emulator.control.requests({ rpc: "RefreshToken" });
		expect(refreshes.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
	});

	it("[N13] a refresh token that ended too is followed by signing in again", async () => {
		const { emulator, alpha } = await openScene();
		emulator.control.expireTokens({ refresh: true });
		const renamed = await alpha.update({ name: "Alpha 2" });
		expect(await renamed.settled()).toEqual({ kind: "accepted" });
		expect(emulator.control.requests({ rpc: "SignInWithEmail" })).toHaveLength(
			2,
		);
	});

	it("[N13] a sign-in that is refused signs out: everything waits, and goes out after the next sign-in", async () => {
		const { emulator, device, alpha } = await openScene();
		emulator.control.changeAccount(asOlivia, { password: "changed-elsewhere" });
		emulator.control.expireTokens({ refresh: true });
		const renamed = await alpha.update({ name: "Alpha 2" });
		const status = await until(device, ({ state }) => state === "signed-out");
		expect(status).toMatchObject({ waiting: 1, inDoubt: 0, issues: 0 });
		expect(alpha.name).toBe("Alpha 2");
		const answer = await device.replicator.signIn({
			by: "password",
			email: asOlivia,
			password: "changed-elsewhere",
		});
		expect(answer.ok).toBe(true);
		expect(await renamed.settled()).toEqual({ kind: "accepted" });
		expect(writes(emulator)).toEqual(["UpdateOrg"]);
	});

	it("[N13] 401 on the write itself is no refusal and no doubt", async () => {
		const { emulator, device, alpha } = await openScene();
		emulator.control.misbehave({
			on: { rpc: "CreateProject" },
			do: refusal(401, 16),
		});
		const bee = await alpha.createProject("Bee");
		expect(await bee.change.settled()).toEqual({ kind: "accepted" });
		expect(await projectNames(alpha)).toEqual(["Ant", "Ape", "Bee"]);
		expect(issueKinds(device)).toEqual([]);
	});

	it("[I1] the same account key with another user: nothing is sent, nothing is read", async () => {
		const emulator = await startEmulator({ fixtures: peopleFixture });
		const account = "shared-key";
		const olivia = await openHasty(emulator, { account });
		await olivia.replicator.syncNow();
		await olivia.replicator.stop();
		const alpha = await orgNamed(olivia, "Alpha");
		const renamed = await alpha.update({ name: "Alpha 2" });
		await olivia.close();
		emulator.control.clearRequests();
		const eve = await openHasty(emulator, { account, email: asEve });
		const status = await eve.replicator.syncNow();
		expect(status).toMatchObject({ state: "wrong-account", waiting: 1 });
		const rpcs = emulator.control.requests().map(({ rpc }) => rpc);
		expect(rpcs).toEqual(["SignInWithEmail", "GetUserByEmail"]);
		expect((await orgNamed(eve, "Alpha 2")).state.state).toBe("pending");
		await eve.close();
		const again = await openHasty(emulator, { account });
		await again.replicator.syncNow();
		expect(await again.store.settled(renamed)).toEqual({ kind: "accepted" });
	});

	it("[I1] an address that by now belongs to a new account is another user", async () => {
		const { emulator, device, alpha } = await openScene({ email: asVic });
		await device.replicator.stop();
		emulator.control.deleteAccount(asVic);
		emulator.control.createAccount({
			email: asVic,
			name: "Another Vic",
			password: "offline-first-1",
		});
		await alpha.update({ name: "Alpha 2" });
		const status = await device.replicator.syncNow();
		expect(status.state).toMatch(/wrong-account|signed-out/);
		expect(writes(emulator)).toEqual([]);
		expect(engineOrg(emulator, alpha.remoteId).name).toBe("Alpha");
	});

	it("[I1] somebody else signs in between two calls of one change: the second is not made under their name", async () => {
		const { emulator, device, alpha } = await openScene();
		const hold = emulator.control.hold({ rpc: "GetOrg" }, "after");
		await alpha.update({ name: "Alpha 2" });
		await hold.caught();
		await device.replicator.signIn({
			by: "password",
			email: asEve,
			password: "offline-first-1",
		});
		hold.end();
		await until(device, ({ state }) => state === "wrong-account");
		await device.replicator.stop();
		expect(writes(emulator)).toEqual([]);
	});

	it("[I1] somebody else signs in to the running replicator: it stops and says so", async () => {
		const { emulator, device, alpha } = await openScene();
		await device.replicator.signIn({
			by: "password",
			email: asEve,
			password: "offline-first-1",
		});
		await alpha.update({ name: "Alpha 2" });
		await until(
			device,
			({ state, waiting }) => state === "wrong-account" && waiting === 1,
		);
		expect(writes(emulator)).toEqual([]);
		await device.replicator.signIn({
			by: "password",
			email: asOlivia,
			password: "offline-first-1",
		});
		await until(device, ({ state }) => state === "in-sync");
		expect(engineOrg(emulator, alpha.remoteId).name).toBe("Alpha 2");
	});
});
