import { expect, it } from "vitest";
import { openOrigin } from "./test-origin.js";

it("[LD7] a tab that holds a password sends the change when the leader has listed the members", async () => {
	const { openTab, world, asked, loseAnswers } = openOrigin();
	const one = await openTab("one");
	const two = await openTab("two");
	loseAnswers(({ call }) => /^GET .orgs.[^/]+.users$/.test(call));
	void one.replicator.start();
	await world.time.advance(5_000);
	void two.replicator.start();
	await world.time.advance(5_000);
	const [alpha] = await two.store.listUserOrgs();
	if (alpha === undefined) throw new Error("no org");
	const { change } = await alpha.createUser({
		name: "Nia",
		email: "nia@example.com",
		password: "correct horse battery",
	});
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
	expect(await two.store.settled(change)).toEqual({ kind: "accepted" });
	expect(creates().map(({ tab }) => tab)).toEqual(["two"]);
});
