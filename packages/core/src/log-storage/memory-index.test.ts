import { describe, expect, it } from "vitest";
import { memoryPlace } from "./test/homes.js";
import {
	openStorage,
	paramsOf,
	queryThings,
	rowOf,
	type Thing,
	type Things,
	write,
} from "./test/things.js";

const THINGS = 10_000;
const ids = Array.from(
	{ length: THINGS },
	(_, n) => `t${String(n).padStart(5, "0")}`,
);

/** Many things without an index, and what is to be done whenever the building of one pauses. */
async function manyThings(pause: (things: Things) => Promise<void>) {
	const storage = openStorage(memoryPlace(), {
		pause: () => pause(things),
	});
	const things = await storage.rxStorage.createStorageInstance<Thing>(
		paramsOf("things"),
	);
	await things.bulkWrite(
		ids.map((id) => rowOf(id, "old")),
		"test",
	);
	return things;
}

const old = (things: Things) => queryThings(things, { value: { $eq: "old" } });

describe("an index of many documents", () => {
	it("[LS18] is built in slices, once for all who wait for it", async () => {
		let pauses = 0;
		const things = await manyThings(async () => {
			pauses += 1;
		});
		const found = await Promise.all([old(things), old(things)]);
		expect(found.map(({ length }) => length)).toEqual([THINGS, THINGS]);
		expect(pauses).toBe(Math.floor(THINGS / 2048));
		await things.close();
	});

	it("[LS18] holds what is written, deleted and purged meanwhile, on either side of where it stands", async () => {
		const [first = "", second = "", third = ""] = ids;
		const [last = "", beforeLast = "", gone = ""] = ids.toReversed();
		const errands = [
			async (things: Things) => {
				await write(things, first, "new");
				await write(things, last, "new");
				await write(things, "made", "old");
				await write(things, second, undefined);
				await write(things, gone, undefined);
			},
			async (things: Things) => {
				await things.cleanup(0);
				await write(things, second, "old");
				await write(things, third, "new");
				await write(things, third, "old");
				await write(things, beforeLast, "new");
			},
		].values();
		const things = await manyThings(async () => {
			await errands.next().value?.(things);
		});
		const moved = new Set([first, last, beforeLast, gone]);
		const rest = ids.filter((id) => !moved.has(id));
		expect((await old(things)).sort()).toEqual(["made", ...rest]);
		const changed = await queryThings(things, { value: { $eq: "new" } });
		expect(changed.sort()).toEqual([first, beforeLast, last]);
		await things.close();
	});

	it("[LS18] holds what is written again and again, more of it than a slice", async () => {
		const often = ids.filter((_, n) => n % 3 === 0);
		const writeAll = (value: string) => async (things: Things) => {
			const all = await things.findDocumentsById(often, true);
			const rows = all.map((it) => rowOf(it.id, value, { previous: it }));
			await things.bulkWrite(rows, "test");
		};
		const rounds = [writeAll("new"), writeAll("newer"), writeAll("newest")];
		const errands = rounds.values();
		const things = await manyThings(async () => {
			await errands.next().value?.(things);
		});
		expect(await old(things)).toHaveLength(THINGS - often.length);
		expect(errands.next().done).toBe(true);
		const newest = await queryThings(things, { value: { $eq: "newest" } });
		expect(newest.sort()).toEqual(often);
		await things.close();
	});
});
