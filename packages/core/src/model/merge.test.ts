import { describe, expect, it } from "vitest";
import { type FieldPolicy, merge } from "./merge.js";

const values = ["", "a", "b", "c"];
const policies: readonly FieldPolicy[] = [
	"mine",
	"theirs",
	(_base, mine, theirs) => [mine, theirs].sort().join("+"),
];

/** All inputs of one field with four values: two fields never influence each other. */
const cases = values.flatMap((base) =>
	values.flatMap((mine) =>
		values.flatMap((theirs) =>
			policies.map((policy) => ({ base, mine, theirs, policy })),
		),
	),
);

function mergeOne(
	[base, mine, theirs]: readonly [string, string, string],
	policy: FieldPolicy = "mine",
) {
	const { values: merged, contested } = merge({
		names: ["name"],
		base: { name: base },
		mine: { name: mine },
		theirs: { name: theirs },
		policies: { name: policy },
	});
	return { value: merged.name, contested: contested.length > 0 };
}

describe("merge", () => {
	it("[MO1] takes the side that changed a field, and contests only what both changed differently", () => {
		for (const { base, mine, theirs, policy } of cases) {
			const { value, contested } = mergeOne([base, mine, theirs], policy);
			const both = mine !== base && theirs !== base && mine !== theirs;
			expect(contested).toBe(both);
			if (!both) expect(value).toBe(mine === base ? theirs : mine);
			else if (policy === "mine") expect(value).toBe(mine);
			else if (policy === "theirs") expect(value).toBe(theirs);
		}
	});
	it("[MO1] merging with oneself changes nothing, whichever side it is", () => {
		for (const { base, mine } of cases) {
			expect(mergeOne([base, mine, mine])).toEqual({
				value: mine,
				contested: false,
			});
			expect(mergeOne([base, base, mine]).value).toBe(mine);
			expect(mergeOne([base, mine, base]).value).toBe(mine);
		}
	});
	it("[MO2] merging the result again changes nothing", () => {
		for (const { base, mine, theirs, policy } of cases) {
			const { value = "" } = mergeOne([base, mine, theirs], policy);
			const again = mergeOne([theirs, value, theirs], policy);
			expect(again).toEqual({ value, contested: false });
		}
	});
	it("[MO1] a field that is absent is an empty one, and a field that is not named is left out", () => {
		const merged = merge({
			names: ["name", "description"],
			base: {},
			mine: { name: "a", other: "x" },
			theirs: { description: "b" },
		});
		expect(merged).toEqual({
			values: { name: "a", description: "b" },
			contested: [],
		});
	});
});
