import { firstValueFrom } from "rxjs";
import { describe, expect, it } from "vitest";
import { systemEnvironment } from "../environment.js";
import {
	accept,
	envelop,
	listedOrg,
	person,
	refuse,
	send,
	show,
} from "../test/engine-part.js";
import { codeOf } from "../test/gate-scene.js";
import { openTestStore } from "../test/open-test-store.js";

let now = 0;
const parked = {
	reason: "quota",
	code: "RESOURCE_EXHAUSTED",
	message: "The plan's quota is reached.",
	suggestion: "Upgrade the plan.",
	at: 9,
} as const;

async function withOrg() {
	now = 1000;
	const environment = { ...systemEnvironment(), now: () => ++now };
	const { store, replica } = await openTestStore({ environment });
	await show(replica, "orgs", { ...listedOrg, id: "o" });
	const place = { replica, name: "orgs", id: "o" } as const;
	return { store, replica, place, org: await store.org("o") };
}

describe("pending", () => {
	it("[OM25] lists what waits and why, oldest first, deletes and hidden documents too", async () => {
		const { store, replica, org } = await withOrg();
		await show(replica, "users", person("u"));
		await show(replica, "members", {
			id: "m",
			orgId: "o",
			userId: "u",
			role: "R",
			external: false,
			invite: null,
		});
		const made = await store.createOrg("Made");
		await made.createProject("Inside");
		await org.removeUser("u@example.com");
		await org.createProject("Hidden");
		await org.delete();
		const waiting = await store.pending();
		expect(new Set(waiting.map(({ orgId }) => orgId))).toEqual(
			new Set(["o", made.id]),
		);
		expect(
			waiting.map(({ collection, kind, label, why }) => [
				collection,
				kind,
				label,
				why,
			]),
		).toEqual([
			["orgs", "create", "Made", "It waits to be sent."],
			["projects", "create", "Inside", "It waits until its org is made."],
			["members", "delete", "u@example.com", "It waits to be sent."],
			[
				"projects",
				"create",
				"Hidden",
				"It is hidden with its org and waits with it.",
			],
			["orgs", "delete", "Ada", "It waits to be sent."],
		]);
		expect(await firstValueFrom(store.pending$)).toEqual(waiting);
		const times = waiting.map(({ since }) => since);
		expect(times).toEqual([...times].sort((a, b) => a - b));
	});
	it("[OM25] says which fields an update changes, and what a request under way does", async () => {
		const { store, org, place } = await withOrg();
		await org.update({ description: "d" });
		await send(place);
		expect(await store.pending()).toMatchObject([
			{
				kind: "update",
				fields: ["description"],
				state: "sending",
				why: "It is being sent.",
				edit: 1,
			},
		]);
		await envelop(place, { sent: null });
		await send(place, true);
		expect((await store.pending())[0]?.state).toBe("in-doubt");
		expect(org.state).toMatchObject({ state: "in-doubt" });
	});
	it("[OM25] pending$ follows until nothing waits", async () => {
		const { store, org, place } = await withOrg();
		const seen: number[] = [];
		const watching = store.pending$.subscribe((list) => seen.push(list.length));
		await firstValueFrom(store.pending$);
		await org.update({ name: "New" });
		await firstValueFrom(store.pending$);
		await accept(place);
		await firstValueFrom(store.pending$);
		watching.unsubscribe();
		expect(seen).toEqual([0, 1, 0]);
	});
	it("[OM26] a parked change says why, and retry lets it go on", async () => {
		const { store, org, place } = await withOrg();
		const change = await org.update({ name: "New" });
		await envelop(place, { parked });
		expect(org.state).toEqual({
			state: "parked",
			since: 1001,
			reason: "quota",
			code: "RESOURCE_EXHAUSTED",
			message: "The plan's quota is reached.",
			suggestion: "Upgrade the plan.",
		});
		expect(await store.pending()).toMatchObject([
			{ parked, why: parked.message },
		]);
		await store.retry(change);
		expect(org.state).toMatchObject({ state: "pending" });
		await store.retry(change);
		expect(org.name).toBe("New");
	});
	it("[OM26] what an issue has to decide is not retried", async () => {
		const { store, org, place } = await withOrg();
		const change = await org.update({ name: "New" });
		for (const reason of ["possible-duplicate", "parent-refused"] as const) {
			await envelop(place, { parked: { ...parked, reason } });
			expect(await codeOf(store.retry(change))).toBe("WRONG_ACTION");
		}
	});
	it("[OM27] an account that is parked for its password gets one again, or lets the Engine make it", async () => {
		const { org, replica } = await withOrg();
		const made = await org.createUser({
			name: "C",
			email: "c@example.com",
			password: "first-password",
		});
		const place = { replica, name: "members", id: made.id } as const;
		replica.secrets.forget(made.id);
		await envelop(place, { parked: { ...parked, reason: "password-needed" } });
		expect(await codeOf(made.givePassword("short"))).toBe("INVALID_FIELD");
		await made.givePassword("second-password");
		expect(replica.secrets.passwordOf(made.id)).toBe("second-password");
		expect(made.state).toMatchObject({ state: "pending" });
		await made.givePassword();
		expect(replica.secrets.passwordOf(made.id)).toBeUndefined();
		expect(await replica.read("members", made.id)).toMatchObject({
			invite: { password: "generated" },
		});
		await send(place);
		expect(await codeOf(made.givePassword("third-password"))).toBe(
			"ALREADY_SENT",
		);
		expect(replica.secrets.passwordOf(made.id)).toBeUndefined();
		const added = await org.addUser("d@example.com");
		expect(await codeOf(added.givePassword("some-password"))).toBe(
			"NOT_ALLOWED_HERE",
		);
	});
});

describe("unsynced", () => {
	it("[OM28] itemises what a wipe would lose, with its values, as plain JSON", async () => {
		const { store, replica, org, place } = await withOrg();
		await replica.record.change({ userId: "u", email: "u@example.com" });
		await org.update({ name: "Refused" });
		await refuse(place);
		await org.update({ description: "waits" });
		await org.createUser({
			name: "C",
			email: "c@example.com",
			password: "canary-password",
		});
		const report = await store.unsynced();
		expect(report.account).toMatchObject({ engine: "test", userId: "u" });
		expect(report.items).toMatchObject([
			{
				type: "change",
				collection: "orgs",
				kind: "update",
				values: { name: "Ada", description: "waits" },
				base: { name: "Ada", description: "" },
			},
			{
				type: "change",
				collection: "members",
				label: "c@example.com",
				person: { email: "c@example.com", name: "C", account: true },
			},
			{
				type: "issue",
				collection: "orgs",
				mine: { name: "Refused" },
				message: "Only an Owner may do this.",
			},
		]);
		expect(JSON.parse(report.toText())).toEqual(
			JSON.parse(JSON.stringify(report)),
		);
		expect(report.toText()).not.toContain("canary");
	});
	it("[OM28] nothing is listed where everything is on the Engine", async () => {
		const { store } = await withOrg();
		expect((await store.unsynced()).items).toEqual([]);
	});
});
