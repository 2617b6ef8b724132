import { developmentPassword } from "@engine-offline/emulator/machine";
import { describe, expect, it } from "vitest";
import { type AppTab, type Origin, openOrigin } from "./test-origin.js";

const OLIVIA = "olivia@example.com";

async function twoTabs(options: { readonly signedIn?: boolean } = {}) {
	const origin = openOrigin();
	const one = await origin.openTab("one", options);
	const two = await origin.openTab("two", options);
	void one.replicator.start();
	await origin.world.time.advance(5_000);
	void two.replicator.start();
	await origin.world.time.advance(5_000);
	return { ...origin, one, two };
}

const count = ({ asked }: Pick<Origin, "asked">, call: string) =>
	asked.filter((one) => one.call === call).length;

const bearerOf = async ({ session }: AppTab) => {
	const answer = await session.bearer();
	return answer.ok ? answer.value : answer.failure.message;
};

describe("tokens of several tabs", () => {
	it("[LD10] are had by one sign-in, and a new leader goes on with them", async () => {
		const origin = await twoTabs();
		const { one, two, world } = origin;
		const bearer = await bearerOf(one);
		one.tab.kill();
		await world.time.advance(30_000);
		expect(two.replicator.status.state).toBe("in-sync");
		expect(await bearerOf(two)).toBe(bearer);
		expect(count(origin, "POST /users:signInWithEmail")).toBe(1);
	});

	it("[LD10] [X19] [N13] that end are refreshed once, whoever notices", async () => {
		const origin = await twoTabs();
		const { one, two, world, engine } = origin;
		const before = await bearerOf(one);
		engine.expireTokens({ account: OLIVIA });
		const rejected = [one, two, one].map(({ session }) =>
			session.rejected(before),
		);
		await world.time.advance(2_000);
		const answers = await Promise.all(rejected);
		expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(
			1,
		);
		expect(answers[0]?.ok).toBe(true);
		expect(count(origin, "POST /users:refreshToken")).toBe(1);
		expect(count(origin, "POST /users:signInWithEmail")).toBe(1);
	});

	it("[LD10] [X19] are refreshed once in two tabs that push, though every word of it is lost", async () => {
		const origin = await twoTabs();
		const { one, two, world, engine, leaders } = origin;
		const before = await bearerOf(two);
		engine.expireTokens({ account: OLIVIA });
		world.lose((message) => JSON.stringify(message).includes('"kind":"share"'));
		const [alpha] = await two.store.listUserOrgs();
		await alpha?.update({ name: "Alpha 2" });
		await alpha?.createUser({
			name: "Nia",
			email: "nia@example.com",
			password: "correct horse battery",
		});
		await world.time.advance(30_000);
		expect(leaders()).toEqual(["one"]);
		expect(two.replicator.status).toMatchObject({ state: "in-sync" });
		expect(count(origin, "POST /users:refreshToken")).toBe(1);
		expect(count(origin, "POST /users:signInWithEmail")).toBe(1);
		expect(await bearerOf(one)).not.toBe(before);
		expect(await bearerOf(two)).toBe(await bearerOf(one));
	});

	it("[LD10] that come later than they were waited for are taken all the same", async () => {
		const origin = openOrigin();
		const { world } = origin;
		const one = await origin.openTab("one");
		void one.replicator.start();
		await world.time.advance(5_000);
		let found: unknown;
		world.lose((message) => {
			if (found || !JSON.stringify(message).includes('"found"')) return false;
			found = message;
			return true;
		});
		const two = await origin.openTab("two");
		void two.replicator.start();
		await world.time.advance(5_000);
		world.forge(one.store.orgs.database.name, found);
		await world.time.advance(100);
		one.tab.kill();
		await world.time.advance(30_000);
		expect(two.replicator.status.state).toBe("in-sync");
		expect(count(origin, "POST /users:signInWithEmail")).toBe(1);
	});

	it("[LD10] [P4] are the last word of a page that is put away", async () => {
		const origin = openOrigin();
		const { world } = origin;
		const one = await origin.openTab("one");
		void one.replicator.start();
		await world.time.advance(5_000);
		world.lose((message) => JSON.stringify(message).includes('"tokens":{'));
		const two = await origin.openTab("two");
		void two.replicator.start();
		await world.time.advance(5_000);
		world.lose(() => false);
		one.tab.suspend();
		one.tab.freeze();
		await world.time.advance(30_000);
		expect(two.replicator.status.state).toBe("in-sync");
		expect(count(origin, "POST /users:signInWithEmail")).toBe(1);
	});

	it("[LD10] [P4] whose turn to refresh was taken, as from a frozen tab, goes on with what it began", async () => {
		const origin = await twoTabs();
		const { one, world, engine } = origin;
		const before = await bearerOf(one);
		engine.expireTokens({ account: OLIVIA });
		let answers = 0;
		origin.loseAnswers(
			({ call }) => call.endsWith(":refreshToken") && answers++ < 1,
		);
		const waiting = one.session.rejected(before);
		await world.time.advance(1_000);
		expect(count(origin, "POST /users:refreshToken")).toBe(1);
		const lock = `${one.store.orgs.database.name}:tokens`;
		const other = world.locks.of("other");
		await other.request(lock, { steal: true }, async () => undefined);
		await world.time.advance(60_000);
		expect((await waiting).ok).toBe(false);
		expect(one.replicator.status.state).toBe("in-sync");
	});

	it("[LD11] a sign-in in any tab serves all, also when word of it is lost", async () => {
		const { one, two, world } = await twoTabs({ signedIn: false });
		for (const { replicator } of [one, two])
			expect(replicator.status.state).toBe("signed-out");
		let lost = 0;
		world.lose((message) => {
			const isShare = JSON.stringify(message).includes('"kind":"share"');
			return isShare && lost++ < 1;
		});
		const answer = two.replicator.signIn({
			by: "password",
			email: OLIVIA,
			password: developmentPassword,
		});
		await world.time.advance(10_000);
		expect((await answer).ok).toBe(true);
		expect(lost).toBeGreaterThan(1);
		for (const { replicator, session, store } of [one, two]) {
			expect(replicator.status.state).toBe("in-sync");
			expect(session.email).toBe(OLIVIA);
			expect(store.identity.email).toBe(OLIVIA);
		}
	});

	it("[LD12] a sign-out in one tab signs all out, and a sign-in afterwards serves all", async () => {
		const { one, two, world, asked } = await twoTabs();
		await two.session.signOut();
		await world.time.advance(3_000);
		for (const { replicator, session } of [one, two]) {
			expect(session.state.name).toBe("signed-out");
			expect(replicator.status.state).toBe("signed-out");
		}
		const before = asked.length;
		await world.time.advance(60_000);
		expect(asked.length).toBe(before);
		const answer = one.replicator.signIn({
			by: "password",
			email: OLIVIA,
			password: developmentPassword,
		});
		await world.time.advance(3_000);
		expect((await answer).ok).toBe(true);
		expect(two.session.state.name).toBe("signed-in");
		expect(two.replicator.status.state).toBe("in-sync");
	});

	it("[LD12] who signs in as somebody else in a follower stops what the leader does for the first one", async () => {
		const { one, two, world, asked, engine } = await twoTabs();
		const answer = two.replicator.signIn({
			by: "password",
			email: "eve@example.com",
			password: developmentPassword,
		});
		await world.time.advance(5_000);
		expect((await answer).ok).toBe(true);
		for (const { replicator } of [one, two])
			expect(replicator.status.state).toBe("wrong-account");
		const sent = asked.filter(({ call }) => call.startsWith("PUT")).length;
		const [alpha] = await one.store.listUserOrgs();
		await alpha?.update({ name: "Not by Eve" });
		await world.time.advance(60_000);
		expect(asked.filter(({ call }) => call.startsWith("PUT"))).toHaveLength(
			sent,
		);
		expect(engine.account("eve@example.com")).toBeDefined();
	});

	it("[LD12] who signed in as somebody else is judged also where word of it comes with the next refresh", async () => {
		const { one, two, world, asked, engine } = await twoTabs();
		world.lose((message) => JSON.stringify(message).includes('"kind":"share"'));
		const answer = two.replicator.signIn({
			by: "password",
			email: "eve@example.com",
			password: developmentPassword,
		});
		await world.time.advance(5_000);
		expect((await answer).ok).toBe(true);
		expect(one.session.email).toBe(OLIVIA);
		engine.expireTokens({ account: OLIVIA });
		const [alpha] = await one.store.listUserOrgs();
		await alpha?.update({ name: "Not by Eve" });
		await world.time.advance(30_000);
		expect(one.session.email).toBe("eve@example.com");
		expect(one.replicator.status.state).toBe("wrong-account");
		expect(asked.filter(({ call }) => call.startsWith("PUT"))).toEqual([]);
	});

	it("[LD9] a page that is closed while it asks the others for tokens leaves no timer", async () => {
		const { one, two, world, engine } = await twoTabs();
		const before = await bearerOf(two);
		engine.expireTokens({ account: OLIVIA });
		world.lose(() => true);
		void two.session.rejected(before);
		await world.time.advance(100);
		await Promise.all([one.close(), two.close(), world.time.advance(100)]);
		expect(world.time.waiting()).toBe(0);
	});

	it("[LD13] [X17] junk on the channel of tokens changes nothing", async () => {
		const { one, two, world } = await twoTabs();
		const before = await bearerOf(two);
		const channel = one.store.orgs.database.name;
		for (const body of [
			{ kind: "share" },
			{ kind: "share", tokens: { turn: 99, bearer: "x" } },
			{ kind: "found", id: "nobody asked", tokens: {} },
			{ kind: "out", turn: "1" },
			{ kind: "find", id: {}, turn: 0 },
		])
			world.forge(channel, { v: 1, from: "x", topic: "tokens", body });
		for (const body of [
			{ kind: "beat", epoch: 10_000 },
			{ kind: "beat", epoch: 1, status: { state: "in-sync" } },
			{ kind: "done", id: "x", status: {} },
			{ kind: "ask", id: "x", call: "close" },
		])
			world.forge(channel, { v: 1, from: "x", topic: "lead", body });
		await world.time.advance(3_000);
		expect(await bearerOf(one)).toBe(before);
		expect(await bearerOf(two)).toBe(before);
		for (const { replicator } of [one, two])
			expect(replicator.status.state).toBe("in-sync");
	});
});
