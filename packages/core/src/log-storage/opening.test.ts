import { describe, expect, it } from "vitest";
import type { Layout, Part } from "./log.js";
import { holdReads } from "./test/held-reads.js";
import { dexiePlace, type Place } from "./test/homes.js";
import {
	openStorage,
	paramsOf,
	queryThings,
	read,
	rowOf,
	type Thing,
	type Things,
	write,
} from "./test/things.js";

const GROUPS = 20;
const THINGS = 2000;
const groupOf = (n: number) => `g${n % GROUPS}`;
const ids = Array.from({ length: THINGS }, (_, n) => `t${n}`);
const layout = { groupBy: { things: "value" } };

const open = (place: Place, as: Layout = layout): Promise<Things> =>
	openStorage(place, { layout: as }).rxStorage.createStorageInstance<Thing>(
		paramsOf("things"),
	);

/** A place with many folded things, in groups by their value. */
async function filledPlace(as?: Layout): Promise<Place> {
	const place = dexiePlace();
	const things = await open(place, as);
	const rows = ids.map((id, n) => rowOf(id, groupOf(n)));
	expect((await things.bulkWrite(rows, "test")).error).toEqual([]);
	await things.close();
	return place;
}

const inGroup = (things: Things, group: string) =>
	queryThings(things, { value: { $eq: group } });

describe("opening", () => {
	it("[LS12] what one group shows comes from its own parts; what needs more waits for all of it", async () => {
		const held = holdReads(await filledPlace());
		const things = await open(held.place);
		let isAnswered = false;
		const all = queryThings(things, {}).then((found) => {
			isAnswered = true;
			return found;
		});
		const first = inGroup(things, "g3");
		held.release((part) => part.mayHold("value", "g3"));
		expect(await first).toHaveLength(THINGS / GROUPS);
		expect(held.waiting.length, "parts not read").toBeGreaterThan(0);
		expect(isAnswered).toBe(false);
		held.release(() => true);
		expect(await all).toHaveLength(THINGS);
		expect(await inGroup(things, "g4")).toHaveLength(THINGS / GROUPS);
		await things.close();
	});

	it("[LS12] what lies apart is found without the others, as it is now", async () => {
		const apart = { setApart: [{ field: "value", value: "g3" }] };
		const place = await filledPlace(apart);
		const other = await open(place, apart);
		await write(other, "t3", "g4");
		await write(other, "t4", "g3");
		await write(other, "new", "g3");
		await other.close();
		const held = holdReads(place);
		const things = await open(held.place, apart);
		const first = inGroup(things, "g3");
		const all = queryThings(things, {});
		held.release((part) => part.mayHold("value", "g3"));
		const inFirst = ids.filter((_, n) => groupOf(n) === "g3");
		const now = [...inFirst.slice(1), "new", "t4"].sort();
		expect((await first).sort()).toEqual(now);
		expect(held.waiting.length, "parts not read").toBeGreaterThan(0);
		held.release(() => true);
		expect(await all).toHaveLength(THINGS + 1);
		expect((await inGroup(things, "g3")).sort()).toEqual(now);
		await things.close();
	});

	it("[LS12] a document that is there is found at once; whether another is there is known when all is read", async () => {
		const held = holdReads(await filledPlace());
		const things = await open(held.place);
		const first = inGroup(things, "g3");
		held.release((part) => part.mayHold("value", "g3"));
		const [known = ""] = await first;
		expect(await things.findDocumentsById([known], false)).toHaveLength(1);
		let isAnswered = false;
		const unknown = things.findDocumentsById(["nobody"], true).then((found) => {
			isAnswered = true;
			return found;
		});
		await inGroup(things, "g3");
		expect(isAnswered).toBe(false);
		held.release(() => true);
		expect(await unknown).toEqual([]);
		await things.close();
	});

	it("[LS12] a write is judged beside everything that is there", async () => {
		const held = holdReads(await filledPlace());
		const things = await open(held.place);
		const written = things.bulkWrite([rowOf("t7", "other")], "test");
		held.release(() => true);
		expect((await written).error).toMatchObject([
			{ status: 409, documentInDb: { value: groupOf(7) } },
		]);
		await things.close();
	});

	it("[LS12] what cannot be read is said to whoever asked, and read when it is asked for again", async () => {
		const held = holdReads(await filledPlace());
		held.fail = () => {
			throw new Error("unreadable");
		};
		held.release(() => true);
		const things = await open(held.place);
		await expect(queryThings(things, {})).rejects.toThrow("unreadable");
		held.fail = () => {};
		expect(await queryThings(things, {})).toHaveLength(THINGS);
		await things.close();
	});

	it("[LS11] [LS12] a fold by another tab in the middle of opening hides nothing", async () => {
		const place = await filledPlace();
		const held = holdReads(place);
		const things = await open(held.place);
		const first = inGroup(things, "g3");
		held.release((part: Part) => part.mayHold("value", "g3"));
		await first;
		const other = await open(place);
		const some = ids.slice(0, 300);
		for (let n = 0; n < 7; n += 1) {
			const known = await other.findDocumentsById(some, true);
			const rows = known.map((previous) =>
				rowOf(previous.id, `g${n}`, { previous }),
			);
			await other.bulkWrite(rows, "test");
		}
		await write(other, "new", "g3");
		await other.close();
		held.release(() => true);
		expect(await queryThings(things, {})).toHaveLength(THINGS + 1);
		expect(await read(things, ["t1", "new"])).toEqual(["new=g3", "t1=g6"]);
		await things.close();
	});

	it("[LS13] a fold waits until everything is in memory, also when it is due", async () => {
		const place = await filledPlace();
		const other = await open(place);
		const held = holdReads(place);
		const storage = openStorage(held.place, { layout });
		const things = await storage.rxStorage.createStorageInstance<Thing>(
			paramsOf("things"),
		);
		const rows = ids.map((id, n) => rowOf(`more-${id}`, groupOf(n)));
		await other.bulkWrite(rows, "test");
		await storage.catchUp();
		expect(held.folds).toBe(0);
		held.release(() => true);
		expect(await queryThings(things, {})).toHaveLength(2 * THINGS);
		await Promise.all([things.close(), other.close()]);
	});

	it("[LS13] closing in the middle of opening waits for no part, and loses nothing", async () => {
		const place = await filledPlace();
		const held = holdReads(place);
		const things = await open(held.place);
		await things.close();
		held.release(() => true);
		const again = await open(place);
		expect(await queryThings(again, {})).toHaveLength(THINGS);
		await again.close();
	});
});
