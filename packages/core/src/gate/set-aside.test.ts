import { IDBFactory } from "fake-indexeddb";
import { describe, expect, it } from "vitest";
import { memoryJournal } from "../journal/memory-journal.js";
import type { Stored } from "../model/documents.js";
import { envelop, listedOrg, show } from "../test/engine-part.js";
import { openTestStore } from "../test/open-test-store.js";
import { fakeDexieStorage, fakeLogStorage } from "../test/storages.js";
import type { Instance } from "./gate-place.js";

async function settle(): Promise<void> {
	for (let turn = 0; turn < 40; turn++)
		await new Promise((resolve) => setImmediate(resolve));
}

let accounts = 0;

async function device(storageOn: typeof fakeDexieStorage) {
	const indexedDB = new IDBFactory();
	const options = {
		account: `aside-${++accounts}`,
		journal: memoryJournal(),
	};
	let close = async () => {};
	const boot = async () => {
		await close();
		const storage = storageOn(indexedDB);
		const opened = await openTestStore({ ...options, storage });
		close = opened.store.close;
		return opened;
	};
	return { boot, journal: options.journal };
}

type Opened = Awaited<ReturnType<typeof openTestStore>>;

/** Writes into storage what nothing of ours would, below all that checks. */
async function spoil({ store, replica }: Opened, id: string, bad: object) {
	const previous = await replica.read("orgs", id);
	const { originalStorageInstance } = Object(store.orgs.storageInstance);
	const instance: Instance = originalStorageInstance;
	const document = { ...previous, ...bad, _rev: "9-bad" } as unknown as Stored;
	const { error } = await instance.bulkWrite(
		[previous === undefined ? { document } : { previous, document }],
		"engine-offline",
	);
	expect(error).toEqual([]);
}

const both = [
	["Dexie", fakeDexieStorage],
	["log", fakeLogStorage],
] as const;

describe.each(both)("a stored row that is no document (%s)", (_, storageOn) => {
	it("[SF7] [D8] [S17] blocks no other, is reported with what it held, and lives again when the Engine shows it", async () => {
		const { boot } = await device(storageOn);
		const first = await boot();
		for (const id of ["bad", "good"])
			await show(first.replica, "orgs", { ...listedOrg, id });
		await spoil(first, "bad", { name: 42 });
		const { store, replica } = await boot();
		expect((await store.listUserOrgs()).map(({ id }) => id)).toEqual(["good"]);
		await settle();
		expect(store.recovery?.items).toMatchObject([
			{ id: "bad", outcome: "set-aside", text: expect.stringContaining("42") },
		]);
		const place = { replica, name: "orgs", id: "bad" } as const;
		expect((await replica.read("orgs", "bad"))?.envelope).toMatchObject({
			remoteId: "bad",
			ended: "vanished",
		});
		await envelop(place, { ended: "" });
		await store.dismissRecovery();
		const { store: later } = await boot();
		await later.listUserOrgs();
		await settle();
		expect(later.recovery).toBeUndefined();
	});

	it("[SF7] comes back from the journal where it waited to be sent", async () => {
		const { boot, journal } = await device(storageOn);
		const first = await boot();
		await show(first.replica, "orgs", { ...listedOrg, id: "o" });
		await (await first.store.org("o")).update({ name: "Eve" });
		const { envelope } = (await first.replica.read("orgs", "o")) ?? {};
		await first.store.close();
		const second = await boot();
		const kept = new Map(journal.textByKey);
		await spoil(second, "o", {
			name: 42,
			envelope: { ...envelope, made: "x" },
		});
		await second.store.close();
		for (const [key, text] of kept) journal.write(key, text);
		const { store } = await boot();
		await store.orgs.find().exec();
		await settle();
		expect((await store.pending()).map(({ label }) => label)).toEqual(["Eve"]);
	});
});
