import { afterEach, describe, expect, it } from "vitest";
import { accept, listedOrg, send, show } from "../test/engine-part.js";
import { codeOf } from "../test/gate-scene.js";
import { type Device, device } from "./test/journal-scene.js";

let current: Device | undefined;
afterEach(() => current?.close());

function newDevice(...given: Parameters<typeof device>): Device {
	current = device(...given);
	return current;
}

/** A store in which the Engine has shown the org "o", called Ada. */
async function withOrg(on: Device) {
	const opened = await on.boot();
	await show(opened.replica, "orgs", { ...listedOrg, id: "o" });
	const place = { replica: opened.replica, name: "orgs", id: "o" } as const;
	return { ...opened, place, org: await opened.store.org("o") };
}

describe("the journal", () => {
	it("[JR1] holds exactly the documents that the Engine does not have as they are", async () => {
		const on = newDevice();
		const { org, place } = await withOrg(on);
		expect([...on.records().keys()]).toEqual([]);
		await org.update({ name: "Eve" });
		const project = await org.createProject("Plan");
		expect([...on.records().keys()]).toEqual([
			"orgs/o",
			`projects/${project.id}`,
		]);
		await accept(place);
		expect([...on.records().keys()]).toEqual([`projects/${project.id}`]);
		await project.change.revert();
		expect([...on.records().keys()]).toEqual([]);
	});

	it("[JR2] has the claim of a request before the store has it", async () => {
		const on = newDevice();
		const { org, place, replica } = await withOrg(on);
		await org.update({ name: "Eve" });
		const { write } = on.journal;
		const inStore: unknown[] = [];
		on.journal.write = (key, text) => {
			write(key, text);
			if (text.includes('"attempt":"a1"'))
				inStore.push(replica.listOpen("orgs")[0]?.envelope.sent);
		};
		await send(place);
		expect(inStore).toEqual([null]);
	});

	it("[JR3] an insert over a delete that waits is never in it as something new", async () => {
		const on = newDevice();
		const { org, store } = await withOrg(on);
		await store.orgs.findOne(org.id).remove();
		const { write } = on.journal;
		const kept: string[] = [];
		on.journal.write = (key, text) => {
			write(key, text);
			if (key.endsWith("orgs/o")) kept.push(text);
		};
		await store.orgs.insert({ id: "o", name: "Ada again" });
		expect(kept).toEqual([expect.stringContaining('"remoteId":"o"')]);
	});

	it("[JR3] what the store refused or lost to another write is not in it", async () => {
		const on = newDevice();
		const { org, store, replica } = await withOrg(on);
		const stale = await replica.read("orgs", "o");
		await org.update({ name: "Eve" });
		const before = on.records().get("orgs/o");
		if (stale === undefined) throw new Error("no org");
		const next = {
			...stale,
			name: "Stale",
			envelope: { ...stale.envelope, open: 1 as const, made: 1 },
		};
		expect(await replica.write("orgs", [{ previous: stale, next }])).toEqual(
			new Set(["o"]),
		);
		expect(on.records().get("orgs/o")).toBe(before);
		expect(await codeOf(store.createOrg(" "))).toBe("INVALID_FIELD");
		expect(on.records().size).toBe(1);
	});

	it("[JR4] is brought into step with the store when that is the one that was left", async () => {
		const on = newDevice();
		const { org } = await withOrg(on);
		await org.update({ name: "Eve" });
		const kept = new Map(on.journal.textByKey);
		const change = await org.update({ name: "Fay" });
		const newest = on.records().get("orgs/o");
		await change.revert();
		await on.close();
		for (const [key, text] of kept) on.journal.write(key, text);
		const { store } = await on.boot();
		expect((await store.org("o")).name).toBe("Ada");
		expect(newest).toContain("Fay");
		expect(on.records().size).toBe(0);
		expect(store.recovery).toBeUndefined();
	});

	it("[JR4] [D6] brings back a write that storage had acknowledged and then lost", async () => {
		const on = newDevice();
		const { org } = await withOrg(on);
		await org.update({ name: "Eve" });
		await on.close();
		const [key = "", text = ""] =
			[...on.journal.textByKey].find(([one]) => one.endsWith("/orgs/o")) ?? [];
		const later = text.replace(/^1 \d+-/, "1 9-").replace('"Eve"', '"Fay"');
		on.journal.write(key, later);
		const { store } = await on.boot();
		expect((await store.org("o")).name).toBe("Fay");
		expect(store.recovery).toBeUndefined();
		const { store: again } = await on.boot();
		await (await again.org("o")).update({ name: "Gil" });
		expect((await (await on.boot()).store.org("o")).name).toBe("Gil");
	});

	it("[JR5] holds no password", async () => {
		const on = newDevice();
		const { org } = await withOrg(on);
		await org.createUser({
			name: "Canary",
			email: "canary@example.com",
			password: "canary-password-1",
		});
		const all = [...on.journal.textByKey.values()].join();
		expect(all).toContain("canary@example.com");
		expect(all).not.toContain("canary-password-1");
	});

	it("[JR6] [D1] says when it is full, while the store takes every write, and makes up for it when there is room", async () => {
		const on = newDevice({ journalRoom: 1_700 });
		const { store, org, place } = await withOrg(on);
		expect(store.journal).toEqual({ state: "keeping" });
		await org.update({ name: "Eve" });
		const project = await org.createProject("Plan", "x".repeat(800));
		expect(store.journal).toEqual({ state: "full", unkept: 1 });
		expect((await org.getProject(project.id)).description.length).toBe(800);
		expect([...on.records().keys()]).toEqual(["orgs/o"]);
		await accept(place);
		expect(store.journal).toEqual({ state: "keeping" });
		expect([...on.records().keys()]).toEqual([`projects/${project.id}`]);
	});

	it("[JR7] can be left out, and is where nothing outlives the process", async () => {
		const on = newDevice({ journal: false });
		const { store, org } = await withOrg(on);
		await org.update({ name: "Eve" });
		expect(store.journal).toEqual({ state: "off" });
		expect(on.journal.textByKey.size).toBe(0);
	});

	it("[JR8] one account's keys begin like no other's", async () => {
		const on = newDevice();
		const { org } = await withOrg(on);
		await org.update({ name: "Eve" });
		const other = device();
		const { store } = await other.boot();
		await store.createOrg("Other");
		const prefix = ([key]: readonly [string, string]) => key.split("/")[0];
		const [one] = [...on.journal.textByKey].map(prefix);
		const [two] = [...other.journal.textByKey].map(prefix);
		expect(one).not.toBe(two);
		await other.close();
	});
});
