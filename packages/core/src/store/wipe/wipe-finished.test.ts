import { IDBFactory } from "fake-indexeddb";
import { describe, expect, it } from "vitest";
import { memoryJournal } from "../../journal/memory-journal.js";
import type { StoreStorage } from "../../storage.js";
import { openTestStore } from "../../test/open-test-store.js";
import { fakeDexieStorage } from "../../test/storages.js";
import { openStore } from "../open-store.js";

describe("a wipe that an opening finishes", () => {
	it("[WI4] [X9] broken off anywhere, it is finished when the account is opened again", async () => {
		for (const isJournaled of [true, false])
			for (let steps = 0; ; steps++) {
				const indexedDB = new IDBFactory();
				const account = `broken-off-${isJournaled}-${steps}`;
				const journal = isJournaled ? memoryJournal() : (false as const);
				const options = { engine: "test", account, journal };
				const dying = dyingFactory(indexedDB, steps);
				const storage = fakeDexieStorage(dying.factory);
				const { store } = await openTestStore({ ...options, storage });
				await store.createOrg("Canary");
				dying.begin();
				const ended = await store
					.wipe({ discard: true })
					.catch(() => undefined);
				const next = await openStore({
					...options,
					storage: fakeDexieStorage(indexedDB),
				});
				const found = await next.orgs.find().exec();
				expect([steps, found]).toEqual([steps, []]);
				expect(next.recovery).toBeUndefined();
				await next.close();
				if (ended === undefined) continue;
				expect(steps).toBeGreaterThan(5);
				break;
			}
	});

	it("[WI4] finished by an opening while a tab that is frozen holds on to a database, it is over", async () => {
		const storage = fakeDexieStorage();
		const held: StoreStorage = {
			...storage,
			erase: async (database) => {
				await storage.erase?.(database);
				return ["held by a frozen tab"];
			},
		};
		const journal = memoryJournal();
		const again = () =>
			openTestStore({ account: "held", storage: held, journal });
		const { store } = await again();
		expect(await store.wipe()).toMatchObject({
			remains: [expect.stringContaining("held"), expect.anything()],
		});
		const { store: next } = await again();
		expect(await next.orgs.find().exec()).toEqual([]);
		await next.createOrg("Anew");
		await next.close();
		const { store: last } = await again();
		expect((await last.unsynced()).items).toMatchObject([{ label: "Anew" }]);
		await last.close();
	});
});

/** An IndexedDB that deletes so many databases once begun, and then answers no more, as when the process ends. */
function dyingFactory(indexedDB: IDBFactory, steps: number) {
	let left = Number.POSITIVE_INFINITY;
	const factory = new Proxy(indexedDB, {
		get: (target, key) => {
			const value = Reflect.get(target, key);
			if (typeof value !== "function") return value;
			return (...given: unknown[]) => {
				if (key === "deleteDatabase" && left-- <= 0)
					throw new Error("The process ended here.");
				return value.apply(target, given);
			};
		},
	});
	return {
		factory,
		begin: () => {
			left = steps;
		},
	};
}
