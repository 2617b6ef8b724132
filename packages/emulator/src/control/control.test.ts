import { describe, expect, test } from "vitest";
import { developmentPassword } from "../fixture/people.js";
import { openTestEmulator } from "../test/emulator.js";
import { who } from "../test/machine.js";

const list = ["GET", "/api/v1/projects"] as const;

describe("[EM50] which requests a misbehaviour befalls", () => {
	const broken = { kind: "answer", status: 503 } as const;

	test("the next one, unless told", async () => {
		await using world = await openTestEmulator();
		world.emulator.control.misbehave({ do: broken });
		expect((await world.ask(...list)).status).toBe(503);
		expect((await world.ask(...list)).status).toBe(200);
	});

	test("so many as told", async () => {
		await using world = await openTestEmulator();
		const { control } = world.emulator;
		control.misbehave({ times: 2, do: broken });
		await world.ask(...list);
		expect(control.misbehaviours()).toMatchObject([{ left: 1, befell: 1 }]);
		expect((await world.ask(...list)).status).toBe(503);
		expect((await world.ask(...list)).status).toBe(200);
		expect(control.misbehaviours()).toEqual([]);
	});

	test.each([
		[{ method: "GET" }, true],
		[{ method: "POST" }, false],
		[{ path: "/api/v1/projects" }, true],
		[{ path: "/api/*/projects" }, true],
		[{ path: "/api/*" }, false],
		[{ path: "/api/**" }, true],
		[{ rpc: "ListUserProjects" }, true],
		[{ rpc: ["ListOrgs", "ListUserProjects"] }, true],
		[{ rpc: ["ListOrgs"] }, false],
		[{ account: who.owner }, true],
		[{ account: who.zoe }, false],
		[{ method: "GET", rpc: "ListOrgs" }, false],
	] as const)("those that fit %j: %s", async (on, isBefallen) => {
		await using world = await openTestEmulator();
		world.emulator.control.misbehave({ on, do: broken });
		const { status } = await world.ask(...list);
		expect(status).toBe(isBefallen ? 503 : 200);
	});

	test("a share of them, the same ones for the same seed", async () => {
		const run = async (seed: string) => {
			await using world = await openTestEmulator({ seed });
			world.emulator.control.misbehave({ share: 0.5, do: broken });
			const statuses: number[] = [];
			for (let n = 0; n < 40; n++)
				statuses.push((await world.ask(...list)).status);
			return statuses.join(" ");
		};
		const first = await run("one");
		expect(first).toContain("503");
		expect(first).toContain("200");
		expect(await run("one")).toBe(first);
		expect(await run("two")).not.toBe(first);
	});

	test("none after it was taken back", async () => {
		await using world = await openTestEmulator();
		const { control } = world.emulator;
		const id = control.misbehave({ share: 1, do: broken });
		expect((await world.ask(...list)).status).toBe(503);
		expect(control.stopMisbehaving(id)).toBe(true);
		expect(control.stopMisbehaving(id)).toBe(false);
		control.misbehave({ times: 9, do: broken });
		control.behave();
		expect((await world.ask(...list)).status).toBe(200);
	});

	test("a rule that makes no sense is refused", async () => {
		await using world = await openTestEmulator();
		const { control } = world.emulator;
		const never = { times: 0, do: broken };
		expect(() => control.misbehave(never)).toThrow("times");
	});
});

describe("[EM52] holds", () => {
	test("before: a caught request has not taken place until it is let go", async () => {
		await using world = await openTestEmulator();
		const { control } = world.emulator;
		const hold = control.hold({ rpc: "CreateProject" });
		const answers = [world.create("A"), world.create("B")];
		await hold.caught(2);
		expect(hold.waiting()).toBe(2);
		expect(world.projectNames()).toHaveLength(2);
		hold.release(1);
		expect((await Promise.race(answers)).status).toBe(200);
		expect(world.projectNames()).toHaveLength(3);
		hold.end();
		await Promise.all(answers);
		expect((await world.create("C")).status).toBe(200);
		expect(world.projectNames()).toHaveLength(5);
	});

	test("after: it took place and its answer waits", async () => {
		await using world = await openTestEmulator();
		const { control } = world.emulator;
		const hold = control.hold({ rpc: "CreateProject" }, "after");
		const answer = world.create("A");
		await hold.caught();
		expect(world.projectNames()).toEqual(["Lamp", "Foghorn", "A"]);
		expect(control.requests()).toMatchObject([
			{ isDone: false, engineStatus: 200 },
		]);
		control.behave();
		expect((await answer).status).toBe(200);
	});

	test("[EM54] closing ends what is held, and it never takes place", async () => {
		const world = await openTestEmulator();
		const { control } = world.emulator;
		const hold = control.hold();
		const ended = expect(world.create("A")).rejects.toThrow();
		await hold.caught();
		await world.emulator.close();
		await ended;
		hold.release();
		await new Promise(setImmediate);
		expect(world.projectNames()).toHaveLength(2);
	});
});

describe("[EM53] the request log", () => {
	test("says what a request was and what became of it", async () => {
		await using world = await openTestEmulator();
		const { control, machine } = world.emulator;
		const next = control.nextRequest({ rpc: "CreateProject" });
		await world.create("New");
		const [ownerId] = machine.state().accounts.keys();
		expect(await next).toMatchObject({
			method: "POST",
			path: "/api/v1/projects",
			rpc: "CreateProject",
			accountId: ownerId,
			email: who.owner,
			body: { orgId: world.orgId, name: "New" },
			misbehaviours: [],
			status: 200,
			engineStatus: 200,
			isDone: true,
		});
		await world.ask("GET", "/nowhere");
		expect(control.requests({ method: "GET" })).toMatchObject([
			{ path: "/nowhere", rpc: null, status: 404 },
		]);
		control.clearRequests();
		expect(control.requests()).toEqual([]);
	});

	test("holds no token and no password", async () => {
		await using world = await openTestEmulator();
		const { control, machine } = world.emulator;
		const token = await world.signIn("zoe");
		const made = await world.ask("POST", "/api/v1/users/tokens");
		await world.ask("DELETE", `/api/v1/users/tokens/${made.body.token}`);
		const [refreshToken = ""] = machine.state().refreshTokens.keys();
		await world.ask("POST", "/api/v1/users:refreshToken", { refreshToken });
		const secret = { refresh_token: refreshToken, token };
		await world.ask("POST", "/api/v1/orgs", secret);
		const text = JSON.stringify(control.requests());
		expect(control.requests()).toHaveLength(5);
		for (const word of [
			developmentPassword,
			token,
			refreshToken,
			String(made.body.token),
		])
			expect(text).not.toContain(word);
	});
});

test("[EM55] another person changes data without a bearer", async () => {
	await using world = await openTestEmulator();
	const { control } = world.emulator;
	const { orgId } = world;
	const made = control.callAs(who.editor, "CreateProject", {
		orgId,
		name: "New",
	});
	expect(made.ok && made.message.audit.created.by.name).toBe("editor");
	const no = control.callAs(who.viewer, "CreateProject", { orgId, name: "X" });
	expect(no.ok).toBe(false);
	expect(() => control.callAs("nobody", "ListOrgs", {})).toThrow("no account");
});

test("[EM55] operators change accounts, orgs and roles past all rules", async () => {
	await using world = await openTestEmulator();
	const { control } = world.emulator;
	const { orgId } = world;
	const made = control.createAccount({
		email: "new@example.com",
		name: "New",
		password: "x",
	});
	const twin = { email: "NEW@example.com", name: "New", password: "x" };
	expect(() => control.createAccount(twin)).toThrow("already registered");
	control.changeAccount(made.id, { email: "newer@example.com" });
	control.setOrgRole(orgId, "newer@example.com", "OrgOwner");
	control.setOrgRole(orgId, who.owner, null);
	expect(control.visibleTo(made.id).orgs).toHaveLength(1);
	control.deleteAccount(made.id);
	expect(() => control.account(made.id)).toThrow("no account");
	control.changeOrg(orgId, { subscriptionId: "sub" });
	control.terminateOrg(orgId);
	expect(control.groundTruth().projects).toEqual([]);
	expect(() => control.changeOrg(orgId, {})).toThrow("no org");
});
