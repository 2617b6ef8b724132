import { firstValueFrom } from "rxjs";
import { describe, expect, it } from "vitest";
import { dexiePlace, memoryPlace, type Place } from "./test/homes.js";
import { createRandom } from "./test/random.js";
import {
	openStorage,
	paramsOf,
	read,
	rowOf,
	type Thing,
	write,
} from "./test/things.js";

async function openTab(place: Place) {
	const { rxStorage, catchUp } = openStorage(place);
	const things = await rxStorage.createStorageInstance<Thing>(
		paramsOf("things"),
	);
	return { things, catchUp };
}

const shared = [
	["memory", memoryPlace],
	["Dexie", dexiePlace],
] as const;

describe.each(shared)("two tabs on one log, on %s", (_, make) => {
	it("[LS9] a write made from what another tab has changed is a conflict with what is there now", async () => {
		const place = make();
		const [one, two] = [await openTab(place), await openTab(place)];
		await write(one.things, "a", "1");
		await two.catchUp();
		await write(one.things, "a", "2");
		const [stale] = await two.things.findDocumentsById(["a"], true);
		const row = rowOf("a", "3", stale && { previous: stale });
		const other = rowOf("b", "3");
		const { error } = await two.things.bulkWrite([row, other], "test");
		expect(error).toMatchObject([
			{ status: 409, documentId: "a", documentInDb: { value: "2" } },
		]);
		expect(await read(two.things, ["a", "b"])).toEqual(["a=2", "b=3"]);
		await one.catchUp();
		expect(await read(one.things, ["a", "b"])).toEqual(["a=2", "b=3"]);
		await Promise.all([one.things.close(), two.things.close()]);
	});

	it("[LS10] [MG3] a collection that another tab removed takes no write of one that slept, and does not seem emptied", async () => {
		const place = make();
		const [one, two] = [await openTab(place), await openTab(place)];
		const other = await openStorage(
			place,
		).rxStorage.createStorageInstance<Thing>(paramsOf("others"));
		await write(other, "kept", "1");
		await write(one.things, "a", "1");
		await two.catchUp();
		const heard: string[] = [];
		two.things.changeStream().subscribe(({ events }) => {
			for (const { operation } of events) heard.push(operation);
		});
		const [known] = await two.things.findDocumentsById(["a"], true);
		await one.things.remove();
		const row = rowOf("a", "2", known && { previous: known });
		for (let attempt = 0; attempt < 2; attempt += 1)
			await expect(two.things.bulkWrite([row], "test")).rejects.toMatchObject({
				code: "STORE_CLOSED",
			});
		expect(heard).toEqual([]);
		const again = await openTab(place);
		expect(await read(again.things, ["a"])).toEqual([]);
		await write(again.things, "a", "3");
		expect(await read(again.things, ["a"])).toEqual(["a=3"]);
		await expect(two.things.bulkWrite([row], "test")).rejects.toMatchObject({
			code: "STORE_CLOSED",
		});
		for (const each of [two.things, again.things, other]) await each.close();
	});

	it("[LS10] what another tab wrote is heard once, also when no word of it came", async () => {
		const place = make();
		const [one, two] = [await openTab(place), await openTab(place)];
		const heard: string[] = [];
		two.things.changeStream().subscribe(({ events }) => {
			for (const { operation, documentData } of events)
				heard.push(`${operation} ${documentData.id}=${documentData.value}`);
		});
		await write(one.things, "a", "1");
		await write(one.things, "a", "2");
		await write(one.things, "a", undefined);
		await two.catchUp();
		await two.catchUp();
		await write(two.things, "b", "1");
		await two.catchUp();
		expect(heard).toEqual([
			"INSERT a=1",
			"UPDATE a=2",
			"DELETE a=2",
			"INSERT b=1",
		]);
		await Promise.all([one.things.close(), two.things.close()]);
	});

	it("[LS11] a tab that slept through folds shows what is there, forgets what was purged, and its writes are judged on it", async () => {
		const place = make();
		const [one, two] = [await openTab(place), await openTab(place)];
		await write(one.things, "a", "1");
		await write(one.things, "gone", "1");
		await two.catchUp();
		const stale = await two.things.findDocumentsById(["a"], true);
		const deleted = firstValueFrom(two.things.changeStream());
		await write(one.things, "gone", undefined);
		await one.things.cleanup(0);
		for (let n = 2; n < 150; n += 1) await write(one.things, "a", `${n}`);
		const previous = stale[0];
		const row = rowOf("a", "stale", previous && { previous });
		const { error } = await two.things.bulkWrite([row], "test");
		expect(error).toMatchObject([{ documentInDb: { value: "149" } }]);
		expect(await read(two.things, ["a", "gone"])).toEqual(["a=149"]);
		expect((await deleted).events).toMatchObject([
			{ operation: "DELETE", documentId: "gone" },
		]);
		await Promise.all([one.things.close(), two.things.close()]);
	});

	it.each([1, 2, 3, 4])(
		"[LS9] [LS10] [LS11] after any writes of three tabs all show the same, also newly opened (seed %i)",
		async (seed) => {
			const random = createRandom(seed);
			const place = make();
			const tabs = await Promise.all([0, 1, 2].map(() => openTab(place)));
			const ids = ["a", "b", "c", "d", "e"];
			const accepted = new Map<string, string>();
			const act = async (tab: number, step: number) => {
				const { things, catchUp } = tabs[tab] ?? fail();
				if (random.chance(0.1)) await catchUp();
				if (random.chance(0.03)) await things.cleanup(0);
				const id = ids[random.below(ids.length)] ?? "a";
				const [previous] = await things.findDocumentsById([id], true);
				const deleted = random.chance(0.2);
				const row = rowOf(id, `${tab}.${step}`, {
					...(previous && { previous }),
					deleted,
				});
				row.document._rev += `-${tab}.${step}`;
				const { error } = await things.bulkWrite([row], "test");
				if (error.length === 0) accepted.set(row.document._rev, id);
			};
			for (let step = 0; step < 120; step += 1)
				await Promise.all([act(0, step), act(1, step), act(2, step)]);
			await Promise.all(tabs.map(({ catchUp }) => catchUp()));
			const shown = await Promise.all(
				[...tabs, await openTab(place)].map(({ things }) => read(things, ids)),
			);
			for (const rows of shown) expect(rows).toEqual(shown[0]);
			expect(accepted.size).toBeGreaterThan(100);
			await Promise.all(tabs.map(({ things }) => things.close()));
		},
	);
});

describe("two tabs with a channel", () => {
	it("[LS10] one shows what the other wrote as soon as it hears of it", async () => {
		const hearers = new Set<() => void>();
		const openChannel = (_name: string, hear: () => void) => {
			hearers.add(hear);
			const others = () => [...hearers].filter((other) => other !== hear);
			return {
				post: () => others().forEach((other) => void other()),
				close: () => void hearers.delete(hear),
			};
		};
		const place = dexiePlace({ openChannel });
		const [one, two] = [await openTab(place), await openTab(place)];
		const heard = firstValueFrom(two.things.changeStream());
		await write(one.things, "a", "1");
		expect((await heard).events).toMatchObject([{ documentId: "a" }]);
		expect(await read(two.things, ["a"])).toEqual(["a=1"]);
		await Promise.all([one.things.close(), two.things.close()]);
		expect(hearers.size).toBe(0);
	});
});

describe("two tabs that write one document", () => {
	it("[LS9] of many increments by both, at once, none is lost, and both tabs get their turn", async () => {
		const place = dexiePlace();
		const tabs = [await openTab(place), await openTab(place)];
		await write(tabs[0]?.things ?? fail(), "n", "0");
		const done = [0, 0];
		let total = 0;
		await Promise.all(
			tabs.map(async ({ things, catchUp }, tab) => {
				await catchUp();
				while (total < 100) {
					const [previous] = await things.findDocumentsById(["n"], true);
					const next = `${Number(previous?.value) + 1}`;
					const row = rowOf("n", next, previous && { previous });
					row.document._rev += `-${tab}`;
					const { error } = await things.bulkWrite([row], "test");
					if (error.length > 0) continue;
					done[tab] = (done[tab] ?? 0) + 1;
					total += 1;
				}
			}),
		);
		const [one, two] = done;
		await tabs[0]?.catchUp();
		const things = tabs[0]?.things ?? fail();
		expect(await read(things, ["n"])).toEqual([`n=${total}`]);
		expect(Math.min(one ?? 0, two ?? 0), `${done}`).toBeGreaterThan(20);
		await Promise.all(tabs.map((tab) => tab.things.close()));
	});
});

function fail(): never {
	throw new Error("there are three tabs");
}
