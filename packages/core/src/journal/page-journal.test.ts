import { IDBDatabase } from "fake-indexeddb";
import { afterEach, describe, expect, it, vi } from "vitest";
import { collectionNames } from "../model/documents.js";
import { eraseStore } from "../store/erase-store.js";
import { type Page, page } from "./test/page-scene.js";

let current: Page | undefined;
afterEach(async () => {
	vi.restoreAllMocks();
	await current?.close();
});

function newPage(): Page {
	current = page();
	return current;
}

const labels = (items: readonly { readonly label: string }[] = []) =>
	items.map(({ label }) => label).sort();

describe("the journal of a page", () => {
	it("[JR10] [JR21] outlives the store in a bucket of its own", async () => {
		const on = newPage();
		const org = await (await on.boot()).createOrg("Ada");
		await org.createProject("Plan");
		await on.loseStore();
		const store = await on.boot();
		expect(labels(store.recovery?.items)).toEqual(["Ada", "Plan"]);
		expect(labels(await store.pending())).toEqual(["Ada", "Plan"]);
		expect(store.recovery?.journalLost).toBe(false);
	});

	it("[JR26] [D3] says that all may be lost when store and journal are gone together", async () => {
		const on = newPage();
		await (await on.boot()).createOrg("Ada");
		await on.loseStore();
		await on.loseJournal();
		const store = await on.boot();
		expect(store.recovery).toMatchObject({
			emptied: collectionNames,
			items: [],
			journalLost: true,
		});
		await store.dismissRecovery();
		expect((await on.boot()).recovery).toBeUndefined();
	});

	it("[JR26] a device that is new has lost nothing", async () => {
		const on = newPage();
		expect((await on.boot()).recovery).toBeUndefined();
		expect((await on.boot()).recovery).toBeUndefined();
	});

	it("[JR27] is made anew from the store when it is gone alone", async () => {
		const on = newPage();
		await (await on.boot()).createOrg("Ada");
		await on.loseJournal();
		expect((await on.boot()).recovery).toBeUndefined();
		await on.loseStore();
		const store = await on.boot();
		expect(labels(store.recovery?.items)).toEqual(["Ada"]);
		expect(labels(await store.pending())).toEqual(["Ada"]);
	});

	it("[JR28] takes many changes at once in one transaction", async () => {
		const store = await newPage().boot();
		const org = await store.createOrg("Ada");
		await org.createProject("The first one notes its org");
		const transaction = vi.spyOn(IDBDatabase.prototype, "transaction");
		const rows = Array.from({ length: 50 }, (_, n) => ({
			...{ id: `plan-${n}`, orgId: org.id, name: `Plan ${n}` },
		}));
		await store.projects.bulkInsert(rows);
		const ofJournal = transaction.mock.calls.filter(
			([stores]) => stores === "records",
		);
		expect(ofJournal.length).toBe(1);
	});

	it("[JR24] [WI2] [X9] a wipe leaves no database, no bucket and no key", async () => {
		const on = newPage();
		const store = await on.boot();
		await store.createOrg("Canary");
		expect(await store.wipe({ discard: true })).toEqual({
			kind: "wiped",
			remains: [],
		});
		expect(await on.indexedDB().databases()).toEqual([]);
		expect(await on.buckets.keys()).toEqual([]);
		expect(on.texts.length).toBe(0);
		expect((await on.boot()).recovery).toBeUndefined();
	});

	it("[JR24] [WI4] a wipe that breaks off before the journal is gone is finished at the next opening", async () => {
		const on = newPage();
		const store = await on.boot();
		await store.createOrg("Canary");
		const remove = vi.spyOn(on.buckets, "delete");
		remove.mockRejectedValueOnce(new Error("The process ended here."));
		await expect(store.wipe({ discard: true })).rejects.toThrow("ended here");
		const next = await on.boot();
		expect(next.recovery).toBeUndefined();
		expect(await next.listUserOrgs()).toEqual([]);
		expect(labels(await next.pending())).toEqual([]);
	});

	it("[JR24] [WI7] an account that is open nowhere is erased with its journal, or without", async () => {
		const on = newPage();
		await (await on.boot()).createOrg("Ada");
		await on.close();
		await eraseStore(on.options(), { keepUnsent: true });
		expect(await on.indexedDB().databases()).toEqual([]);
		expect(labels(await (await on.boot()).pending())).toEqual(["Ada"]);
		await on.close();
		expect(await eraseStore(on.options())).toEqual([]);
		expect([await on.buckets.keys(), on.texts.length]).toEqual([[], 0]);
	});
});
