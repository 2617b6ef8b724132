import { IDBFactory } from "fake-indexeddb";
import { describe, expect, it } from "vitest";
import type { StoreStorage } from "../storage.js";
import { openStore } from "../store/open-store.js";
import type { Store } from "../store/store.js";
import { fakeDexieStorage, fakeLogStorage } from "../test/storages.js";
import { failAtRequest } from "./test/fail-at-request.js";
import { paramsOf, read, type Thing, write } from "./test/things.js";

const keys = { engine: "e", account: "moved" };
const openOld = (indexedDB: IDBFactory) =>
	openStore({ ...keys, storage: fakeDexieStorage(indexedDB) });
const openNew = (indexedDB: IDBFactory) =>
	openStore({ ...keys, storage: fakeLogStorage(indexedDB) });

/** What an app shows, and what waits. */
async function readStore(store: Store) {
	const orgs = await store.orgs.find().exec();
	const projects = await store.projects.find().exec();
	const names = [...orgs, ...projects].map(({ name }) => name).sort();
	const pending = await store.pending();
	const waiting = pending.map(
		({ collection, kind }) => `${collection} ${kind}`,
	);
	return { names, waiting: waiting.sort() };
}

/** A store kept by RxDB's Dexie storage, with changes that wait. */
async function keepOld(indexedDB: IDBFactory) {
	const store = await openOld(indexedDB);
	const { id } = await store.createOrg("Alpha");
	const org = await store.org(id);
	for (const name of ["One", "Two", "Three"]) await org?.createProject(name);
	await org?.update({ name: "Alpha 2" });
	const gone = await store.createOrg("Gone");
	await (await store.org(gone.id))?.delete();
	const shown = await readStore(store);
	await store.close();
	return shown;
}

const ids = ["a", "b", "c"];
const openThings = ({ rxStorage }: StoreStorage) =>
	rxStorage.createStorageInstance<Thing>(paramsOf("things"));

const oldDatabases = async (indexedDB: IDBFactory) =>
	(await indexedDB.databases()).filter(({ name }) =>
		name?.startsWith("rxdb-dexie-"),
	);

describe("a store that RxDB's Dexie storage kept", () => {
	it("[LS14] is moved into the log when it is opened, pending changes included, and nothing of it is left behind", async () => {
		const indexedDB = new IDBFactory();
		const shown = await keepOld(indexedDB);
		expect(shown.names).toEqual(["Alpha 2", "One", "Three", "Two"]);
		expect(shown.waiting.length).toBeGreaterThan(3);
		for (let opening = 0; opening < 2; opening += 1) {
			const store = await openNew(indexedDB);
			expect(await readStore(store)).toEqual(shown);
			await store.close();
		}
		expect(await oldDatabases(indexedDB)).toEqual([]);
	});

	it("[LS14] broken off at any request, the move is finished at the next opening", async () => {
		let [isThrough, at] = [false, 0];
		for (; !isThrough; at += 1) {
			const indexedDB = new IDBFactory();
			const old = await openThings(fakeDexieStorage(indexedDB));
			for (const id of ids) await write(old, id, "1");
			await write(old, "b", undefined);
			await old.close();
			const failing = failAtRequest(at);
			await openThings(fakeLogStorage(indexedDB)).then(
				(things) => things.close(),
				(error) => expect(error).toMatchObject({ code: "STORAGE_FAILED" }),
			);
			isThrough = failing.made() <= at;
			failing.end();
			const things = await openThings(fakeLogStorage(indexedDB));
			expect(await read(things, ids)).toEqual(["-b=1", "a=1", "c=1"]);
			await things.close();
			expect(await oldDatabases(indexedDB), `request ${at}`).toEqual([]);
		}
		expect(at, "requests").toBeGreaterThan(8);
	});

	it("[LS14] what was written since it was moved stays, also when the old one comes back", async () => {
		const indexedDB = new IDBFactory();
		const old = await openThings(fakeDexieStorage(indexedDB));
		await write(old, "a", "1");
		await old.close();
		const moved = await openThings(fakeLogStorage(indexedDB));
		await write(moved, "a", "2");
		await moved.close();
		const back = await openThings(fakeDexieStorage(indexedDB));
		await write(back, "a", "0");
		await write(back, "b", "0");
		await back.close();
		const again = await openThings(fakeLogStorage(indexedDB));
		expect(await read(again, ["a", "b"])).toEqual(["a=2", "b=0"]);
		await again.close();
	});

	it("[LS14] opened by two tabs at once, it is moved once", async () => {
		const indexedDB = new IDBFactory();
		const old = await openThings(fakeDexieStorage(indexedDB));
		for (const id of ids) await write(old, id, "1");
		await old.close();
		const tabs = await Promise.all(
			[1, 2].map(() => openThings(fakeLogStorage(indexedDB))),
		);
		for (const tab of tabs)
			expect(await read(tab, ids)).toEqual(["a=1", "b=1", "c=1"]);
		for (const tab of tabs) await tab.close();
	});
});
