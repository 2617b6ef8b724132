import { expect, it, vi } from "vitest";
import { memoryHome } from "./memory-home.js";
import { dexiePlace, type Place } from "./test/homes.js";
import {
	openStorage,
	openThings,
	paramsOf,
	queryThings,
	read,
	rowOf,
	type Thing,
	write,
} from "./test/things.js";

it("[LS13] two that find a fold due at the same time make one after the other", async () => {
	let [running, most, isRefused] = [0, 0, false];
	const home = memoryHome({
		foldFromRecords: 3,
		isHeard: () => false,
		before: async (verb) => {
			if (verb !== "fold") return;
			if (isRefused) throw new Error("no room");
			running += 1;
			most = Math.max(most, running);
			for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
			running -= 1;
		},
	});
	const place: Place = { isShared: true, home: () => home };
	const open = () =>
		openStorage(place, {
			layout: { groupBy: { things: "value" } },
		}).rxStorage.createStorageInstance<Thing>(paramsOf("things"));
	const first = await open();
	for (let n = 0; n < 5; n += 1) await write(first, `t${n}`, `${n % 2}`);
	// What was folded lies in parts; what follows makes the next fold due as soon as they are read.
	await first.close();
	const second = await open();
	isRefused = true;
	for (let n = 5; n < 12; n += 1) await write(second, `t${n}`, `${n % 2}`);
	await second.close();
	[most, isRefused] = [0, false];
	const again = await open();
	const groups = ["0", "1", "0", "1"].map((value) =>
		queryThings(again, { value: { $eq: value } }),
	);
	await Promise.all(groups);
	const ids = Array.from({ length: 12 }, (_, n) => `t${n}`);
	expect(await read(again, ids)).toHaveLength(12);
	await again.close();
	expect(most, "folds at a time").toBe(1);
	const last = await open();
	expect(await read(last, ids)).toHaveLength(12);
	await last.close();
});

it("[LS18] in the midst of a fold of many documents others write", async () => {
	const paused: (() => void)[] = [];
	const pause = () => new Promise<void>((go) => paused.push(go));
	const place = dexiePlace({ pause });
	const things = await openThings(place);
	const ids = Array.from({ length: 10_000 }, (_, n) => `t${n}`);
	await things.bulkWrite(
		ids.map((id) => rowOf(id, "old")),
		"test",
	);
	for (const [id, value] of [["t9999", "new"], ["t1"]] as const) {
		const go = await vi.waitUntil(() => paused.shift());
		await write(things, id, value);
		go();
	}
	await things.close();
	expect(paused).toEqual([]);
	const again = await openThings(place);
	const changed = await read(again, ["t1", "t9999"]);
	expect(changed).toEqual(["-t1=old", "t9999=new"]);
	expect(await read(again, ids)).toHaveLength(ids.length);
	await again.close();
});
