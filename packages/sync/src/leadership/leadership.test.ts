import { replicaOf } from "@engine-offline/core/replicate";
import { describe, expect, it } from "vitest";
import { count, openOrigin, orgNamed, twoTabs } from "./test-origin.js";

describe("leadership", () => {
	it("[LD1] one tab asks the Engine, all show what it has and the true status", async () => {
		const { one, two, asked, leaders } = await twoTabs();
		expect(leaders()).toEqual(["one"]);
		expect([one, two].map(({ replicator }) => replicator.leads)).toEqual([
			true,
			false,
		]);
		expect(new Set(asked.map(({ tab }) => tab))).toEqual(new Set(["one"]));
		for (const tab of [one, two]) {
			expect(tab.replicator.status.state).toBe("in-sync");
			expect((await tab.store.listUserOrgs()).map(({ name }) => name)).toEqual([
				"Alpha",
				"Beta",
			]);
		}
	});

	it("[LD2] what a follower writes waits at once in its status, and is brought to the Engine by the leader", async () => {
		const { one, two, asked, world, truth } = await twoTabs();
		const alpha = await orgNamed(two, "Alpha");
		const change = await alpha.update({ name: "Alpha 2" });
		const done = two.replicator.whenInSync();
		expect(two.replicator.status).toMatchObject({
			state: "pushing",
			waiting: 1,
		});
		await world.time.advance(1_000);
		await done;
		expect(await two.store.settled(change)).toEqual({ kind: "accepted" });
		expect(truth().orgs.map(({ name }) => name)).toContain("Alpha 2");
		expect(asked.at(-1)?.tab).toBe("one");
		expect(await orgNamed(one, "Alpha 2")).toBeDefined();
	});

	it("[RD9] a removal of which the leader has not heard goes before the adding of the same person of which it has", async () => {
		const { two, world, asked } = await twoTabs();
		const alpha = await orgNamed(two, "Alpha");
		const users = await alpha.listUsers();
		const vic = users.find(({ user }) => user.email === "vic@example.com");
		world.lose((message) => JSON.stringify(message).includes(vic?.id ?? "?"));
		await alpha.removeUser("vic@example.com");
		await alpha.addUser("vic@example.com", "OrgEditor");
		await world.time.advance(1_000);
		const calls = asked.map(({ call }) => call);
		expect(calls.filter((call) => /^(POST|DELETE) .orgs/.test(call))).toEqual([
			expect.stringMatching("^DELETE /orgs/.+/users/"),
			`POST /orgs/${alpha.remoteId}/users`,
		]);
	});

	it("[LD3] a leader that closes hands over at once", async () => {
		const { one, two, leaders, world } = await twoTabs();
		await Promise.all([one.close(), world.time.advance(200)]);
		expect(leaders()).toEqual(["two"]);
		expect(two.replicator.leads).toBe(true);
		await world.time.advance(1_000);
		expect(two.replicator.status.state).toBe("in-sync");
	});

	it("[LD3] [P2] a leader that is killed hands over at once, and what it had sent is looked into", async () => {
		const { one, two, leaders, world, truth, asked, loseAnswers } =
			await twoTabs();
		loseAnswers(({ call }) => call === "POST /projects");
		await (await orgNamed(two, "Alpha")).createProject("Once");
		await world.time.advance(100);
		expect(count(asked, "POST /projects")).toBe(1);
		one.tab.kill();
		loseAnswers(() => false);
		await world.time.advance(200);
		expect(leaders()).toEqual(["two"]);
		await world.time.advance(120_000);
		const once = truth().projects.filter(({ name }) => name === "Once");
		expect(once).toHaveLength(1);
		expect(count(asked, "POST /projects")).toBe(1);
		expect(two.replicator.status.state).toBe("in-sync");
	});

	it("[LD4] [P4] a visible tab takes over from a frozen one within ten seconds, and the frozen one notices when it wakes", async () => {
		const { one, two, leaders, world, asked } = await twoTabs();
		two.store.watch({ list: "orgs" });
		one.tab.freeze();
		await world.time.advance(10_000);
		expect(leaders()).toEqual(["two"]);
		const polled = asked.length;
		await world.time.advance(60_000);
		expect(asked.length).toBeGreaterThan(polled);
		expect(asked.slice(polled).every(({ tab }) => tab === "two")).toBe(true);
		expect(two.replicator.status.state).toBe("in-sync");
		one.tab.thaw();
		const woken = asked.length;
		await world.time.advance(60_000);
		expect(leaders()).toEqual(["two"]);
		expect(asked.slice(woken).every(({ tab }) => tab === "two")).toBe(true);
		expect(one.replicator.status.state).toBe("in-sync");
		await Promise.all([two.close(), world.time.advance(500)]);
		expect(leaders()).toEqual(["one"]);
	});

	it("[LD4] a visible tab takes over within ten seconds however often it is focused meanwhile", async () => {
		const { one, two, leaders, world } = await twoTabs();
		one.tab.freeze();
		for (let second = 0; second < 10; second++) {
			two.tab.show();
			await world.time.advance(1_000);
		}
		expect(leaders()).toEqual(["two"]);
	});

	it("[LD4] a hidden tab takes nothing over from a silent leader, and a page that is put away lets go by itself", async () => {
		const { one, two, leaders, world } = await twoTabs();
		two.tab.hide();
		one.tab.freeze();
		await world.time.advance(60_000);
		expect(leaders()).toEqual(["one"]);
		two.tab.show();
		await world.time.advance(10_000);
		expect(leaders()).toEqual(["two"]);
		one.tab.thaw();
		await world.time.advance(1_000);
		two.tab.suspend();
		await world.time.advance(100);
		expect(leaders()).toEqual(["one"]);
	});

	it("[LD4] a tab that begins to replicate as it is put away leads when it is back, however often it is told so", async () => {
		const { openTab, world, asked } = openOrigin();
		const { tab, replicator } = await openTab("one");
		tab.suspend();
		void replicator.start();
		await world.time.advance(5_000);
		for (const wait of [5_000, 60_000]) {
			tab.thaw();
			await world.time.advance(wait);
		}
		const polled = asked.length;
		await world.time.advance(120_000);
		expect(replicator.leads).toBe(true);
		expect(replicator.status.state).toBe("in-sync");
		expect(asked.length).toBeGreaterThan(polled);
	});

	it("[LD5] syncNow, confirmRemovals and retry of a follower are done by the leader, also when a new one has to", async () => {
		const { one, two, asked, world, leaders } = await twoTabs();
		const lists = count(asked, "GET /orgs");
		const status = two.replicator.syncNow();
		await world.time.advance(1_000);
		expect((await status).state).toBe("in-sync");
		expect(count(asked, "GET /orgs")).toBe(lists + 1);
		const confirmed = two.replicator.confirmRemovals();
		await world.time.advance(1_000);
		expect((await confirmed).state).toBe("in-sync");
		one.tab.freeze();
		const again = two.replicator.syncNow();
		await world.time.advance(20_000);
		expect((await again).state).toBe("in-sync");
		expect(leaders()).toEqual(["two"]);
	});

	it("[LD5] a question that got lost is put again", async () => {
		const { two, world } = await twoTabs();
		let lost = 0;
		world.lose((message) => {
			const isAsk = JSON.stringify(message).includes('"kind":"ask"');
			return isAsk && lost++ < 1;
		});
		const status = two.replicator.syncNow();
		await world.time.advance(5_000);
		expect((await status).state).toBe("in-sync");
		expect(lost).toBeGreaterThan(1);
	});

	it("[LD6] what any tab shows is kept fresh", async () => {
		const { two, world, asked } = await twoTabs();
		const alpha = await orgNamed(two, "Alpha");
		const list = `GET /orgs/${alpha.remoteId}/projects`;
		const listedIn = async (ms: number) => {
			const before = count(asked, list);
			await world.time.advance(ms);
			return count(asked, list) - before;
		};
		expect(await listedIn(60_000)).toBe(0);
		const end = two.store.watch({ list: "org-projects", orgId: alpha.id });
		expect(await listedIn(60_000)).toBeGreaterThanOrEqual(4);
		two.tab.hide();
		await world.time.advance(15_000);
		expect(await listedIn(60_000)).toBe(0);
		end();
	});

	it("[LD8] [P7] two that lead at once double nothing", async () => {
		const { one, two, world, truth, asked } = await twoTabs();
		// Each believes that it leads: the lock was taken and nobody is told of the epoch.
		world.lose(() => true);
		one.tab.freeze();
		await world.time.advance(9_000);
		const alpha = await orgNamed(two, "Alpha");
		for (let n = 0; n < 10; n++) await alpha.createProject(`P${n}`);
		one.tab.thaw();
		await world.time.advance(60_000);
		const made = truth()
			.projects.map(({ name }) => name)
			.filter((name) => /^P\d$/.test(name));
		expect(made.sort()).toEqual([...new Set(made)].sort());
		expect(made).toHaveLength(10);
		expect(count(asked, "POST /projects")).toBe(10);
	});

	it("[RE9] [D1] a tab that finds no room as it begins to lead says so, and leads when there is some", async () => {
		const { openTab, world } = openOrigin();
		const { store, replicator } = await openTab("one");
		const { record } = replicaOf(store);
		const { change } = record;
		const full = () => Promise.reject(new Error("The disk is full."));
		Object.assign(record, { change: full });
		void replicator.start();
		await world.time.advance(3_000);
		expect(replicator.status).toMatchObject({
			state: "store-failing",
			message: "The disk is full.",
		});
		const { since } = replicator.status as { since?: number };
		await world.time.advance(5_000);
		expect(replicator.status).toMatchObject({ state: "store-failing", since });
		Object.assign(record, { change });
		await world.time.advance(10_000);
		expect(replicator.status.state).toBe("in-sync");
	});

	it("[LD9] stopping leaves the others to go on, and closing leaves no timer or lock", async () => {
		const { one, two, world, leaders } = await twoTabs();
		await Promise.all([one.replicator.stop(), world.time.advance(200)]);
		expect(one.replicator.status.state).toBe("stopped");
		expect(leaders()).toEqual(["two"]);
		await Promise.all([one.close(), two.close(), world.time.advance(200)]);
		expect(leaders()).toEqual([]);
		expect(world.time.waiting()).toBe(0);
	});

	it("[LD9] a page that is closed as soon as it leads leaves no timer", async () => {
		const { world, openTab, leaders } = openOrigin();
		const one = await openTab("one");
		void one.replicator.start();
		// The lock is had, and the epoch is being written.
		for (let turn = 0; turn < 20; turn++) await Promise.resolve();
		expect(leaders()).toEqual(["one"]);
		await Promise.all([one.close(), world.time.advance(200)]);
		expect(world.time.waiting()).toBe(0);
	});
});
