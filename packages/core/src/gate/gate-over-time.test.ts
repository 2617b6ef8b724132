import { describe, expect, it } from "vitest";
import { accept, envelop, send, show } from "../test/engine-part.js";
import { codeOf, org, withOrg } from "../test/gate-scene.js";

describe("gate, over time", () => {
	it("[GA13] a write that is stale only in the envelope is judged again on what is stored now", async () => {
		const { store, replica, place } = await withOrg();
		const stale = await org(store);
		await envelop(place, { mark: "m2", seen: 1 });
		await stale.patch({ name: "New" });
		expect(await replica.read("orgs", "o")).toMatchObject({
			name: "New",
			envelope: { mark: "m2", seen: 1, made: 1 },
		});
		const staleAgain = await org(store);
		await envelop(place, { mark: "m3" });
		await staleAgain.remove();
		expect(await replica.read("orgs", "o")).toMatchObject({
			_deleted: true,
			envelope: { mark: "m3", made: 2 },
		});
	});
	it("[GA13] a write that is stale in a field stays RxDB's conflict, and an incremental one goes through", async () => {
		const { store, replica } = await withOrg();
		const stale = await org(store);
		await (await org(store)).incrementalPatch({ name: "First" });
		await expect(stale.patch({ name: "Second" })).rejects.toMatchObject({
			code: "CONFLICT",
		});
		await stale.incrementalPatch({ description: "Third" });
		expect(await replica.read("orgs", "o")).toMatchObject({
			name: "First",
			description: "Third",
		});
	});
	it("[GA14] ten renames are one update, and back to what the Engine has is no change", async () => {
		const { store, replica } = await withOrg();
		const doc = await org(store);
		for (let count = 1; count <= 10; count++)
			await doc.incrementalPatch({ name: `Name ${count}` });
		expect((await replica.read("orgs", "o"))?.envelope).toMatchObject({
			made: 10,
			base: { name: "Ada" },
			state: "pending",
		});
		await doc.incrementalPatch({ name: "Ada" });
		expect((await replica.read("orgs", "o"))?.envelope).toMatchObject({
			made: 11,
			settled: 11,
			base: null,
			state: "synced",
			open: 0,
		});
	});
	it("[GA15] what was made and deleted before it was sent is nothing", async () => {
		const { store, replica } = await withOrg();
		const doc = await store.orgs.insert({ id: "n", name: "N" });
		await doc.getLatest().remove();
		expect((await replica.read("orgs", "n"))?.envelope).toMatchObject({
			open: 0,
			state: "synced",
			settled: 2,
		});
	});
	it("[GA16] an insert over an unsent delete takes the delete back", async () => {
		const { store, replica } = await withOrg();
		await (await org(store)).remove();
		await store.orgs.insert({ id: "o", name: "Ada again" });
		expect(await replica.read("orgs", "o")).toMatchObject({
			_deleted: false,
			name: "Ada again",
			envelope: { remoteId: "o", base: { name: "Ada" }, state: "pending" },
		});
	});
	it("[GA16] an insert over an unsent delete keeps what belongs to the Engine", async () => {
		const { store, replica } = await withOrg();
		await show(replica, "members", {
			id: "m",
			orgId: "o",
			userId: "u",
			role: "OrgViewer",
			external: false,
			invite: null,
		});
		const member = await store.members.findOne("m").exec(true);
		const { envelope, ...kept } = member.toMutableJSON();
		expect(envelope.state).toBe("synced");
		await member.remove();
		const insert = (role: string) =>
			codeOf(store.members.insert({ ...kept, envelope, role }));
		expect(await insert("OrgOwner")).toBe("FINAL_FIELD");
		expect((await replica.read("members", "m"))?._deleted).toBe(true);
		expect(await insert("OrgViewer")).toBeUndefined();
		expect((await replica.read("members", "m"))?.envelope.state).toBe("synced");
	});
	it("[GA17] the id of what is gone on the Engine is spent", async () => {
		const { store, place } = await withOrg();
		await (await org(store)).remove();
		await send(place);
		const insert = () => codeOf(store.orgs.insert({ id: "o", name: "Again" }));
		expect(await insert()).toBe("DELETE_UNDER_WAY");
		await accept(place);
		expect(await insert()).toBe("ID_SPENT");
	});
	it("[GA17] a member is never spent", async () => {
		const { store, replica } = await withOrg();
		const invite = { email: "a@example.com" };
		const member = { id: "m", orgId: "o", role: "R", invite };
		const doc = await store.members.insert(member);
		const place = { replica, name: "members", id: "m" } as const;
		await accept(place, "o/u");
		await doc.getLatest().remove();
		await accept(place);
		await store.members.insert({ ...member, role: "Other" });
		expect(await replica.read("members", "m")).toMatchObject({
			role: "Other",
			envelope: { remoteId: "", state: "pending" },
		});
	});
	it("[GA18] a deleted document cannot be changed", async () => {
		const { store, replica } = await withOrg();
		const doc = await org(store);
		await doc.remove();
		expect(await codeOf(doc.incrementalPatch({ name: "N" }))).toBe(
			"DOCUMENT_DELETED",
		);
		expect((await replica.read("orgs", "o"))?.name).toBe("Ada");
	});
	it("[GA19] a compare-and-set never writes over a tombstone that it did not name", async () => {
		const { store, replica } = await withOrg();
		await (await org(store)).remove();
		const tombstone = await replica.read("orgs", "o");
		if (tombstone === undefined) throw new Error("no tombstone");
		const next = { ...tombstone, _deleted: false };
		expect([...(await replica.write("orgs", [{ next }]))]).toEqual(["o"]);
		expect((await replica.read("orgs", "o"))?._deleted).toBe(true);
		const named = await replica.write("orgs", [{ previous: tombstone, next }]);
		expect([...named]).toEqual([]);
	});
});
