import { describe, expect, it } from "vitest";
import { count, openOrigin, orgNamed, twoTabs } from "./test-origin.js";

const nia = {
	name: "Nia",
	email: "nia@example.com",
	password: "correct horse battery",
};

describe("a password that was given in one of several tabs", () => {
	it("[LD7] [X3] a password stays in the tab where it was given, and that tab sends the change itself", async () => {
		const { two, world, asked, engine } = await twoTabs();
		const alpha = await orgNamed(two, "Alpha");
		const made = await alpha.createUser(nia);
		await world.time.advance(10_000);
		expect(await two.store.settled(made.change)).toEqual({ kind: "accepted" });
		const creates = asked.filter(({ call }) => call === "POST /users");
		expect(creates.map(({ tab }) => tab)).toEqual(["two"]);
		expect(creates[0]?.body).toContain("correct horse battery");
		expect(JSON.stringify(world.posted)).not.toContain("correct horse");
		expect(engine.account("nia@example.com")).toBeDefined();
		expect(two.replicator.status.state).toBe("in-sync");
	});

	it("[LD7] a password that went with its tab is asked for", async () => {
		const { one, two, world, asked } = await twoTabs();
		two.tab.suspend();
		await two.replicator.stop();
		const alpha = await orgNamed(two, "Alpha");
		await alpha.createUser(nia);
		two.tab.kill();
		await world.time.advance(120_000);
		expect(await one.store.pending()).toMatchObject([
			{ parked: { reason: "password-needed" } },
		]);
		expect(count(asked, "POST /users")).toBe(0);
	});

	it("[LD7] it is sent when the leader has listed the members, of which no document tells", async () => {
		const { openTab, world, asked, loseAnswers } = openOrigin();
		const one = await openTab("one");
		const two = await openTab("two");
		loseAnswers(({ call }) => /^GET .orgs.[^/]+.users$/.test(call));
		void one.replicator.start();
		await world.time.advance(5_000);
		void two.replicator.start();
		await world.time.advance(5_000);
		const alpha = await orgNamed(two, "Alpha");
		const { change } = await alpha.createUser(nia);
		await world.time.advance(10_000);
		const creates = () => asked.filter(({ call }) => call === "POST /users");
		expect(creates()).toEqual([]);
		// Word of the record comes last: after it nothing else wakes the tab.
		const ofDocuments = /"name":"(orgs|projects|members|users)"/;
		world.lose((message) => {
			const text = JSON.stringify(message);
			return text.includes('"topic":"changed"') && !ofDocuments.test(text);
		});
		loseAnswers(() => false);
		await world.time.advance(120_000);
		expect(creates().map(({ tab }) => tab)).toEqual(["two"]);
		expect(await two.store.settled(change)).toEqual({ kind: "accepted" });
	});
});
