import { describe, expect, it } from "vitest";
import type { Journal } from "../journal/journal.js";
import { memoryJournal } from "../journal/memory-journal.js";
import { collectionNames } from "../model/documents.js";
import { type DamagePlace, damagePlaces } from "../test/damage.js";
import { listedOrg, show } from "../test/engine-part.js";
import { openTestStore } from "../test/open-test-store.js";
import type { Store } from "./store.js";

let accounts = 0;

/** A store with an org that was pulled and then renamed, closed again. */
async function leftBehind(place: DamagePlace, journal: Journal | false) {
	const account = `damaged-${++accounts}`;
	let close = async () => {};
	const boot = async () => {
		await close();
		const storage = place.storage();
		const opened = await openTestStore({ account, journal, storage });
		close = opened.store.close;
		return opened;
	};
	const { store, replica } = await boot();
	await show(replica, "orgs", { ...listedOrg, id: "o" });
	await replica.record.change({ userId: "u", listedAt: { orgs: 5 } });
	await (await store.org("o")).update({ name: "Eve" });
	await store.close();
	return { boot };
}

const told = ({ recovery }: Store) =>
	recovery?.items.map(({ label, outcome }) => `${label}: ${outcome}`);

const one = ["A stored record: set-aside"];

describe.each(damagePlaces)("a damaged record (%s)", (_, makePlace) => {
	it("[SF8] [D8] is told with what it held, once, and every list is asked for anew", async () => {
		const place = await makePlace();
		const { boot } = await leftBehind(place, false);
		expect(await place.damage((text) => text.includes("Eve"))).toBe(1);
		const { store, replica } = await boot();
		expect(told(store)).toEqual(one);
		expect(store.recovery).toMatchObject({ emptied: [], journalLost: false });
		expect(store.recovery?.items[0]?.text).toContain("Eve");
		expect((await store.org("o")).name).toBe("Ada");
		expect(replica.record.get()).toMatchObject({ userId: "u", listedAt: {} });
		await replica.record.change({ listedAt: { orgs: 6 } });
		await store.dismissRecovery();
		const again = await boot();
		expect(again.store.recovery).toBeUndefined();
		expect(again.replica.record.get().listedAt).toEqual({ orgs: 6 });
	});

	it("[SF8] [D8] a change in it that waited to be sent comes back from the journal, and is told", async () => {
		const place = await makePlace();
		const { boot } = await leftBehind(place, memoryJournal());
		expect(await place.damage((text) => text.includes("Eve"))).toBe(1);
		const { store } = await boot();
		expect(told(store)).toEqual(["Eve: restored", ...one]);
		expect(await store.pending()).toMatchObject([
			{ id: "o", kind: "update", fields: ["name"] },
		]);
		const again = await boot();
		expect(told(again.store)).toEqual(["Eve: restored", ...one]);
		expect(await again.store.pending()).toHaveLength(1);
	});

	it("[SF8] [D8] all of them: the store opens empty, who is signed in and what waits come back, no collection counts as emptied", async () => {
		const place = await makePlace();
		const { boot } = await leftBehind(place, memoryJournal());
		expect(await place.damage(() => true)).toBeGreaterThan(1);
		const { store, replica } = await boot();
		expect(store.recovery?.emptied).toEqual([]);
		expect(told(store)?.[0]).toBe("Eve: restored");
		expect(store.identity.userId).toBe("u");
		expect(replica.record.get().listedAt).toEqual({});
		const again = await boot();
		expect((await again.store.pending()).map(({ label }) => label)).toEqual([
			"Eve",
		]);
		await again.store.createOrg("New");
		expect(told(again.store)).toEqual(told(store));
	});

	it("[SF8] [D8] any one of them: the store opens, says so, and loses nothing that waits", async () => {
		for (let at = 0, isThere = true; isThere; at += 1) {
			const place = await makePlace();
			const { boot } = await leftBehind(place, memoryJournal());
			let seen = 0;
			isThere = (await place.damage(() => seen++ === at)) === 1;
			const { store, replica } = await boot();
			const said = told(store)?.filter((line) => one.includes(line)) ?? [];
			expect(said, `record ${at}`).toHaveLength(isThere ? 1 : 0);
			const waiting = (await store.pending()).map(({ label }) => label);
			expect(waiting, `record ${at}`).toEqual(["Eve"]);
			for (const name of collectionNames)
				expect(await replica.readAll(name), `record ${at}`).toBeDefined();
			await store.close();
			if (!isThere) expect(at).toBeGreaterThan(5);
		}
	});
});
