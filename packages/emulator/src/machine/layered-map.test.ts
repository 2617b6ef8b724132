import { expect, test } from "vitest";
import { LayeredMap } from "./layered-map.js";
import { createRandom } from "./random.js";

test("[EM1] a layered map holds what a plain one holds, however often it changes", () => {
	const random = createRandom("layers");
	const plain = new Map<string, { n: number }>();
	let layered = new LayeredMap<{ n: number }>();
	for (let n = 0; n < 3000; n++) {
		const key = `k${random.below(600)}`;
		const row = random.next() < 0.3 ? null : { n };
		if (row === null) plain.delete(key);
		else plain.set(key, row);
		const before = layered;
		const had = before.get(key);
		layered = layered.with([[key, row]]);
		expect(before.get(key)).toBe(had);
		expect(layered.get(key)).toBe(plain.get(key));
		expect(layered.has(key)).toBe(plain.has(key));
		expect(layered.size).toBe(plain.size);
	}
	expect(Object.fromEntries(layered)).toEqual(Object.fromEntries(plain));
	expect([...layered.keys()].sort()).toEqual([...plain.keys()].sort());
	expect([...layered.values()]).toHaveLength(plain.size);
});

test("[EM36] rows keep their order when they change, and new ones come last", () => {
	const row = (n: number) => ({ n });
	let map = new LayeredMap(
		new Map([
			["a", row(1)],
			["b", row(2)],
		]),
	);
	map = map.with([
		["c", row(3)],
		["a", row(4)],
	]);
	expect([...map]).toEqual([
		["a", row(4)],
		["b", row(2)],
		["c", row(3)],
	]);
	map = map.with([["b", null]]).with([["d", row(5)]]);
	const seen: string[] = [];
	map.forEach((_, key) => {
		seen.push(key);
	});
	expect(seen).toEqual(["a", "c", "d"]);
});
