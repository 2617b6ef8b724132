import { afterEach, describe, expect, it } from "vitest";
import { plainDocument } from "../gate/check-fields.js";
import { collectionNames, documentSchemas } from "../model/documents.js";
import {
	accept,
	listedOrg,
	person,
	refuse,
	send,
	show,
} from "../test/engine-part.js";
import { SENTINEL } from "./sentinel.js";
import { type Device, device } from "./test/journal-scene.js";

let current: Device | undefined;
afterEach(() => current?.close());

async function withOrg() {
	const on = device();
	current = on;
	const opened = await on.boot();
	await show(opened.replica, "orgs", { ...listedOrg, id: "o" });
	const place = { replica: opened.replica, name: "orgs", id: "o" } as const;
	return { on, ...opened, place, org: await opened.store.org("o") };
}

const outcomes = (
	recovery: { readonly items: readonly object[] } | undefined,
) =>
	recovery?.items.map((item) => [
		Reflect.get(item, "label"),
		Reflect.get(item, "outcome"),
	]);

describe("a store that is not the one that was left", () => {
	it("[JR10] [D3] is noticed at open, and what waited comes back", async () => {
		const { on, org, replica } = await withOrg();
		await replica.record.change({ listedAt: { orgs: 5 } });
		await org.update({ name: "Eve" });
		await on.wipe();
		const { store, replica: again } = await on.boot();
		expect(store.recovery).toMatchObject({
			emptied: collectionNames,
			unkept: 0,
		});
		expect(outcomes(store.recovery)).toEqual([["Eve", "restored"]]);
		expect(
			(await store.pending()).map(({ kind, fields }) => [kind, fields]),
		).toEqual([["update", ["name"]]]);
		expect((await again.read("orgs", "o"))?.envelope.base).toMatchObject({
			name: "Ada",
		});
		expect(again.record.get().listedAt).toEqual({});
	});

	it("[JR11] a create that may have been sent comes back in doubt", async () => {
		const { on, store, replica } = await withOrg();
		const made = await store.createOrg("New");
		await send({ replica, name: "orgs", id: made.id });
		await on.wipe();
		const { store: again } = await on.boot();
		expect(outcomes(again.recovery)).toEqual([["New", "restored-in-doubt"]]);
		expect((await again.org(made.id)).state.state).toBe("in-doubt");
	});

	it("[JR12] an org that is synced by now comes back by name, under its old id, for what waits in it", async () => {
		const { on, store, replica } = await withOrg();
		const made = await store.createOrg("Mine");
		const project = await made.createProject("Plan");
		await accept({ replica, name: "orgs", id: made.id }, "remote-1");
		await on.boot();
		await on.wipe();
		const { store: again, replica: after } = await on.boot();
		expect(await again.org("remote-1")).toMatchObject({
			id: made.id,
			name: "Mine",
		});
		expect((await after.read("orgs", made.id))?.reach).toBe("reference");
		expect((await (await again.org(made.id)).getProject(project.id)).name).toBe(
			"Plan",
		);
	});

	it("[JR31] a member comes back with the person whom it names", async () => {
		const { on, replica, org } = await withOrg();
		await show(replica, "users", person("bert"));
		await show(replica, "members", {
			...{ id: "m", orgId: "o", userId: "bert", invite: null },
			...{ role: "OrgViewer", external: false },
		});
		await org.removeUser("bert@example.com");
		await refuse({ replica, name: "members", id: "m" });
		await on.wipe();
		const { store } = await on.boot();
		const [back] = await (await store.org("o")).listUsers();
		expect(back?.user).toMatchObject({
			id: "bert",
			displayName: "BERT",
			email: "bert@example.com",
		});
	});

	it("[JR12] what belongs to an org that nobody knows any more is reported, with its values", async () => {
		const { on, store } = await withOrg();
		const made = await store.createOrg("Mine");
		await made.createProject("Plan", "of mine");
		await on.wipe();
		for (const key of on.journal.keys(""))
			if (key.includes("/orgs/")) on.journal.remove(key);
		const { store: again } = await on.boot();
		expect(outcomes(again.recovery)).toEqual([["Plan", "lost"]]);
		expect(again.recovery?.items[0]?.text).toContain("of mine");
		expect(await again.projects.find().exec()).toEqual([]);
	});

	it("[JR13] deletes, issues and what a deleted org hides come back too", async () => {
		const { on, org, replica, place } = await withOrg();
		await show(replica, "orgs", { ...listedOrg, id: "p", name: "Pat" });
		const hidden = await org.createProject("Hidden");
		await org.delete();
		const other = { ...place, id: "p" };
		await (await on.boot()).store
			.org("p")
			.then((one) => one.update({ name: "Refused" }));
		const { replica: now } = await on.boot();
		await refuse({ ...other, replica: now });
		await on.wipe();
		const { store } = await on.boot();
		expect(
			new Set((await store.pending()).map(({ id, kind }) => `${kind} ${id}`)),
		).toEqual(new Set(["delete o", `create ${hidden.id}`]));
		expect((await store.issues.list()).map(({ mine }) => mine?.name)).toEqual([
			"Refused",
		]);
		expect(await store.listUserOrgs()).toHaveLength(1);
	});

	it("[JR14] who is signed in comes back: nothing goes out under somebody else", async () => {
		const { on, replica, org } = await withOrg();
		await replica.record.change({ userId: "u", email: "u@example.com" });
		await org.update({ name: "Eve" });
		await on.wipe();
		const { store } = await on.boot();
		expect(store.identity).toEqual({ userId: "u", email: "u@example.com" });
	});

	it("[JR15] [X7] a record that cannot be used is reported item by item and stops no other", async () => {
		const { on, org } = await withOrg();
		await org.update({ name: "Eve" });
		await on.wipe();
		const [key = ""] = on.journal
			.keys("")
			.filter((one) => one.includes("/orgs/o"));
		const bad = {
			junk: "junk",
			damaged: "1 3-x {",
			newer: "2 3-x {}",
			forged:
				'1 9-x {"id":"forged","_deleted":false,"__proto__":{"a":1},"name":5}',
			misfiled: on.journal.read(key) as string,
		};
		for (const [id, text] of Object.entries(bad))
			on.journal.write(key.replace(/o$/, id), text);
		const { store } = await on.boot();
		expect(
			store.recovery?.items.map(({ id, outcome }) => [id, outcome]),
		).toEqual(
			expect.arrayContaining([
				["o", "restored"],
				...Object.keys(bad).map((id) => [id, "lost"]),
			]),
		);
		expect((await store.pending()).map(({ id }) => id)).toEqual(["o"]);
	});

	it("[JR16] what was found stays until it is dismissed, and its unusable records with it", async () => {
		const { on, org } = await withOrg();
		await org.update({ name: "Eve" });
		await on.wipe();
		const [key = ""] = on.journal
			.keys("")
			.filter((one) => one.includes("/orgs/o"));
		on.journal.write(key.replace(/o$/, "x"), "junk");
		await on.boot();
		const { store } = await on.boot();
		expect(outcomes(store.recovery)).toEqual(
			expect.arrayContaining([
				["Eve", "restored"],
				["", "lost"],
			]),
		);
		await store.dismissRecovery();
		expect(store.recovery).toBeUndefined();
		const { store: later } = await on.boot();
		expect(later.recovery).toBeUndefined();
		expect([...on.records().keys()]).toEqual(["orgs/o"]);
	});

	it("[JR17] an opening that is broken off anywhere is finished by the next one", async () => {
		for (let writes = 0; ; writes++) {
			const { on, org, store } = await withOrg();
			await org.update({ name: "Eve" });
			await store.createOrg("New").then((made) => made.createProject("Plan"));
			await on.wipe();
			const stopped = await on.bootUntil(writes);
			const { store: again } = await on.boot();
			expect((await again.pending()).map(({ label }) => label).sort()).toEqual([
				"Eve",
				"New",
				"Plan",
			]);
			expect(again.recovery?.items.length).toBe(3);
			expect(on.records().size).toBe(3);
			await on.close();
			if (!stopped) return expect(writes).toBeGreaterThan(5);
		}
	});

	it("[JR18] the sentinels fit their schemas, and neither app nor replicator sees them", async () => {
		const { store, replica } = await withOrg();
		for (const name of collectionNames) {
			const sentinel = await replica.read(name, SENTINEL);
			const read = documentSchemas[name].safeParse(
				plainDocument({ ...sentinel }),
			);
			expect([name, read.success, sentinel?._deleted]).toEqual([
				name,
				true,
				true,
			]);
			expect(
				(await replica.readAll(name)).some(({ id }) => id === SENTINEL),
			).toBe(false);
		}
		expect(await store.users.find().exec()).toEqual([]);
	});

	it("[JR19] a journal that found no room says how many changes are lost", async () => {
		const on = device({ journalRoom: 900 });
		current = on;
		const { store } = await on.boot();
		await store.createOrg("Ada", "x".repeat(900));
		await store.createOrg("Eve", "x".repeat(900));
		expect(store.journal).toEqual({ state: "full", unkept: 2 });
		await on.wipe();
		const { store: again } = await on.boot();
		expect(again.recovery).toMatchObject({ items: [], unkept: 2 });
	});
});
