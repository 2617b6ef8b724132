import { expect, it } from "vitest";
import { memoryJournal } from "../journal/memory-journal.js";
import { openStore } from "../store/open-store.js";
import { replicaOf } from "../store/replica-of.js";
import type { Store } from "../store/store.js";
import { indexedDbPlace } from "../test/damage.js";
import { listedOrg, show } from "../test/engine-part.js";
import type { Part } from "./log.js";
import { storeLayout } from "./log-storage.js";
import { holdReads } from "./test/held-reads.js";
import { dexiePlace, type Place } from "./test/homes.js";
import { openStorage } from "./test/things.js";

const ORGS = 40;
const PROJECTS_PER_ORG = 50;
const orgIds = Array.from({ length: ORGS }, (_, n) => `org-${n}`);

const keys = { engine: "e", account: "opening" };
const open = (place: Place) =>
	openStore({
		...keys,
		storage: {
			...openStorage(place, { layout: storeLayout }),
			...{ durable: true, shared: false },
		},
	});

/** Many orgs with many projects, as the Engine showed them. */
async function fill(store: Store): Promise<void> {
	const replica = replicaOf(store);
	for (const id of orgIds) {
		await show(replica, "orgs", { ...listedOrg, id, name: id });
		const names = Array.from({ length: PROJECTS_PER_ORG }, (_, n) => `${n}`);
		await Promise.all(
			names.map((name) =>
				show(replica, "projects", {
					...{ id: `${id}-${name}`, orgId: id, name },
					description: "Long enough for a few blocks of some hundred. ".repeat(
						9,
					),
				}),
			),
		);
	}
	await replica.record.change({ userId: "u", listedAt: { orgs: 5 } });
	await store.close();
}

it("[LS12] a store opens, and shows what waits and one org, before the rest is read", async () => {
	const place = dexiePlace();
	await fill(await open(place));
	const before = await open(place);
	const change = await (await before.org("org-20")).createProject("Waits");
	await before.close();
	const held = holdReads(place);
	const read = new Set<Part>();
	held.release((part) => {
		read.add(part);
		return true;
	});
	const store = await open(held.place);
	expect(await store.pending()).toMatchObject([{ id: change.id }]);
	const readBy = { opening: read.size, showing: 0 };
	const selector = { orgId: "org-20" };
	const shown = store.projects.find({ selector }).exec();
	expect(await shown).toHaveLength(PROJECTS_PER_ORG + 1);
	readBy.showing = read.size;
	expect(await store.projects.find().exec()).toHaveLength(
		ORGS * PROJECTS_PER_ORG + 1,
	);
	expect(readBy.showing).toBeLessThan(read.size / 2);
	expect(readBy.opening).toBeLessThan(readBy.showing);
	await store.close();
});

/** A full store, with a change that waits; what holds these texts is damaged while nobody has it open. */
async function damagedPlace(damaged: readonly string[]) {
	const place = indexedDbPlace(512 * 1024);
	const journal = memoryJournal();
	const again = () => openStore({ ...keys, storage: place.storage(), journal });
	await fill(await again());
	const store = await again();
	await (await store.org("org-9")).createProject("Waits");
	await store.close();
	const isMeant = (text: string) =>
		text.startsWith("[") && damaged.some((part) => text.includes(part));
	expect(await place.damage(isMeant)).toBe(damaged.length);
	return again;
}

/** What the Engine has, in a block, and what waits, in a record. */
const settled = '"org-20-7"';
const waiting = '"Waits"';

async function expectTold({ recovery, projects }: Store): Promise<void> {
	const texts = recovery?.items.map(({ text = "" }) => text).join();
	expect(texts).toContain(settled);
	const left = await projects.find().exec();
	expect(left.map(({ id }) => id)).not.toContain("org-20-7");
	expect(left.map(({ name }) => name)).toContain("Waits");
}

it("[LS6] [SF8] [D8] blocks that turn out to be damaged after the opening end the store once, and the next opening tells them all", async () => {
	const others = ['"org-5-7"', '"org-34-7"'];
	const again = await damagedPlace([settled, ...others]);
	const store = await again();
	expect(store.recovery).toBeUndefined();
	const selector = { orgId: "org-30" };
	expect(await store.projects.find({ selector }).exec()).toHaveLength(
		PROJECTS_PER_ORG,
	);
	await expect(store.projects.find().exec()).rejects.toMatchObject({
		code: "CORRUPT_DATA",
	});
	expect(await store.closed).toBe("storage-lost");
	const next = await again();
	await expectTold(next);
	expect(next.recovery?.items).toHaveLength(3);
	expect(replicaOf(next).record.get()).toMatchObject({ listedAt: {} });
	await next.close();
});

it("[LS6] [SF8] [D8] one that turns out to be damaged as an opening puts back what waits is told by this opening", async () => {
	const again = await damagedPlace([settled, waiting]);
	const store = await again();
	await expectTold(store);
	expect(store.recovery?.items.map(({ outcome }) => outcome).sort()).toEqual([
		"restored",
		"set-aside",
		"set-aside",
	]);
	await store.close();
});
