import { describe, expect, it } from "vitest";
import type { Store } from "../store/store.js";
import { listedOrg, show } from "../test/engine-part.js";
import { openTestStore } from "../test/open-test-store.js";
import { storages } from "../test/storages.js";

/** Every way in which RxDB writes a new document. */
const inserts: Record<string, (store: Store) => Promise<unknown>> = {
	insert: (store) => store.orgs.insert({ id: "n", name: "New" }),
	bulkInsert: (store) => store.orgs.bulkInsert([{ id: "n", name: "New" }]),
	insertIfNotExists: (store) =>
		store.orgs.insertIfNotExists({ id: "n", name: "New" }),
	upsert: (store) => store.orgs.upsert({ id: "n", name: "New" }),
	bulkUpsert: (store) => store.orgs.bulkUpsert([{ id: "n", name: "New" }]),
	incrementalUpsert: (store) =>
		store.orgs.incrementalUpsert({ id: "n", name: "New" }),
};

const held = (store: Store) => store.orgs.findOne("o").exec(true);

/** Every way in which RxDB changes one; each makes the name "New". */
const updates: Record<string, (store: Store) => Promise<unknown>> = {
	patch: async (store) => (await held(store)).patch({ name: "New" }),
	incrementalPatch: async (store) =>
		(await held(store)).incrementalPatch({ name: "New" }),
	modify: async (store) =>
		(await held(store)).modify((doc) => ({ ...doc, name: "New" })),
	incrementalModify: async (store) =>
		(await held(store)).incrementalModify((doc) => ({ ...doc, name: "New" })),
	update: async (store) =>
		(await held(store)).update({ $set: { name: "New" } }),
	incrementalUpdate: async (store) =>
		(await held(store)).incrementalUpdate({ $set: { name: "New" } }),
	upsert: (store) => store.orgs.upsert({ id: "o", name: "New" }),
	bulkUpsert: (store) => store.orgs.bulkUpsert([{ id: "o", name: "New" }]),
	incrementalUpsert: (store) =>
		store.orgs.incrementalUpsert({ id: "o", name: "New" }),
	"query.update": (store) =>
		store.orgs.find().update({ $set: { name: "New" } }),
	"query.patch": (store) => store.orgs.find().patch({ name: "New" }),
	"query.modify": (store) =>
		store.orgs.find().modify((doc) => ({ ...doc, name: "New" })),
	"query.incrementalPatch": (store) =>
		store.orgs.find().incrementalPatch({ name: "New" }),
	"query.incrementalModify": (store) =>
		store.orgs.find().incrementalModify((doc) => ({ ...doc, name: "New" })),
};

/** Every way in which RxDB deletes one. */
const removes: Record<string, (store: Store) => Promise<unknown>> = {
	remove: async (store) => (await held(store)).remove(),
	incrementalRemove: async (store) => (await held(store)).incrementalRemove(),
	bulkRemove: (store) => store.orgs.bulkRemove(["o"]),
	"query.remove": (store) => store.orgs.find().remove(),
	"findOne.remove": (store) => store.orgs.findOne("o").remove(),
	"query.incrementalRemove": (store) => store.orgs.find().incrementalRemove(),
	"modify to _deleted": async (store) =>
		(await held(store)).incrementalModify((doc) => ({
			...doc,
			_deleted: true,
		})),
};

describe.each(storages)("the gate on %s", (_name, storage) => {
	it("[GA1] fills the envelope on every way to insert, in the same write", async () => {
		for (const [path, insert] of Object.entries(inserts)) {
			const { store, replica } = await openTestStore({ storage: storage() });
			await insert(store);
			const stored = await replica.read("orgs", "n");
			expect({ path, ...stored }).toMatchObject({
				path,
				name: "New",
				description: "",
				reach: "listed",
				envelope: { state: "pending", open: 1, made: 1, settled: 0 },
			});
			await store.close();
		}
	});
	it("[GA1] fills the envelope on every way to change, in the same write", async () => {
		for (const [path, update] of Object.entries(updates)) {
			const { store, replica } = await openTestStore({ storage: storage() });
			await show(replica, "orgs", { ...listedOrg, id: "o", logoUrl: "l" });
			await update(store);
			expect({ path, ...(await replica.read("orgs", "o")) }).toMatchObject({
				path,
				name: "New",
				description: "",
				logoUrl: "l",
				envelope: {
					state: "pending",
					made: 1,
					touched: { name: 1 },
					base: { name: "Ada", description: "" },
				},
			});
			await store.close();
		}
	});
	it("[GA1] fills the envelope on every way to delete, in the same write", async () => {
		for (const [path, remove] of Object.entries(removes)) {
			const { store, replica } = await openTestStore({ storage: storage() });
			await show(replica, "orgs", { ...listedOrg, id: "o" });
			const project = { id: "p", orgId: "o", name: "P", description: "" };
			await show(replica, "projects", project);
			await remove(store);
			expect({ path, ...(await replica.read("orgs", "o")) }).toMatchObject({
				path,
				name: "Ada",
				_deleted: true,
				envelope: { state: "pending", made: 1, base: { name: "Ada" } },
			});
			const hidden = await replica.read("projects", "p");
			expect(hidden?.envelope.hiddenBy).toBe("o");
			await store.close();
		}
	});
	it("[GA2] refuses what is not valid on every way to insert, and stores nothing", async () => {
		const bad = { id: "n", name: "" };
		const paths: ((store: Store) => Promise<unknown>)[] = [
			(store) => store.orgs.insert(bad),
			(store) => store.orgs.bulkInsert([bad]),
			(store) => store.orgs.insertIfNotExists(bad),
			(store) => store.orgs.upsert(bad),
			(store) => store.orgs.incrementalUpsert(bad),
		];
		const { store, replica } = await openTestStore({ storage: storage() });
		for (const path of paths)
			await expect(path(store)).rejects.toMatchObject({
				code: "INVALID_FIELD",
			});
		expect(await replica.readAll("orgs")).toEqual([]);
	});
});
