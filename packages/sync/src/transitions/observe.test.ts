import type { FieldPolicy } from "@engine-offline/core";
import { describe, expect, it } from "vitest";
import { observe } from "./observe.js";
import {
	combinations,
	context,
	nameOf,
	orgOf,
	seenOrg,
	sentUpdate,
} from "./test/org.js";

const values = ["", "a", "b", "c"];
const cases = combinations(["base", "mine", "theirs"], values);
const policies: readonly FieldPolicy[] = [
	"mine",
	"theirs",
	(_, mine, theirs) => [mine, theirs].sort().join("+"),
];

function docOf(
	{ base, mine }: { base: string; mine: string },
	deleted = false,
) {
	const waits = mine !== base || deleted;
	return orgOf(
		{ name: mine },
		waits
			? {
					base: { name: base, description: "" },
					made: 1,
					touched: { name: 1 },
				}
			: {},
		deleted,
	);
}

const withPolicy = (policy: FieldPolicy) => ({
	...context,
	policies: { orgs: { name: policy } },
});

describe("what the Engine shows, brought into a document", () => {
	it("[TR8] three ways, field by field, for every policy: what both changed leaves an issue with all three", () => {
		for (const policy of policies)
			for (const each of cases) {
				const { base, mine, theirs } = each;
				const seen = seenOrg({ name: theirs });
				const doc = observe(docOf(each), seen, withPolicy(policy));
				const both = mine !== base && theirs !== base && mine !== theirs;
				const value = doc === undefined ? mine : nameOf(doc);
				if (!both)
					expect([each, value]).toEqual([each, mine === base ? theirs : mine]);
				else if (typeof policy === "function")
					expect(value).toBe(policy(base, mine, theirs));
				else expect(value).toBe(policy === "mine" ? mine : theirs);
				const issues = doc?.envelope.issues ?? [];
				expect([
					each,
					issues.map((issue) => [issue.base, issue.mine, issue.theirs]),
				]).toEqual([
					each,
					both ? [[{ name: base }, { name: mine }, { name: theirs }]] : [],
				]);
			}
	});

	it("[TR9] seeing it again changes nothing, for every policy", () => {
		for (const policy of policies)
			for (const each of cases) {
				const seen = seenOrg({ name: each.theirs });
				const once = observe(docOf(each), seen, withPolicy(policy));
				if (once === undefined) continue;
				expect(observe(once, seen, withPolicy(policy))).toBeUndefined();
				expect(observe(docOf(each), seen, withPolicy(policy))).toEqual(once);
			}
	});

	it("[TR10] knowledge moves with what is new, and only then", () => {
		for (const each of cases) {
			const doc = docOf(each);
			const known = observe(doc, seenOrg({ name: each.base }, "m0"), context);
			expect(known).toBeUndefined();
			const next = observe(doc, seenOrg({ name: each.theirs }), context);
			expect(next?.envelope.seen).toBe(doc.envelope.seen + 1);
			expect(next?.envelope.oldMarks).toEqual(["m0"]);
		}
	});

	it("[TR11] a document with a request under way is left alone: its answer decides", () => {
		for (const each of cases) {
			const sent = sentUpdate({ name: "x", description: "" });
			const doc = orgOf(
				{ name: each.mine },
				{ base: { name: each.base }, sent, made: 1 },
			);
			expect(
				observe(doc, seenOrg({ name: each.theirs }), context),
			).toBeUndefined();
		}
	});

	it("[TR12] what is being deleted here stays deleted, and what they wrote is kept", () => {
		for (const each of cases) {
			const doc = observe(
				docOf(each, true),
				seenOrg({ name: each.theirs }),
				context,
			);
			if (doc === undefined) throw new Error("the mark is new");
			expect(doc._deleted).toBe(true);
			expect(doc.envelope.state).toBe("pending");
			expect(doc.envelope.issues).toHaveLength(
				each.base === each.theirs ? 0 : 1,
			);
		}
	});

	it("[TR13] what was deleted for good never comes back, what vanished does", () => {
		const gone = (ended: "deleted" | "vanished") =>
			observe(
				orgOf({ name: "a" }, { ended }, true),
				seenOrg({ name: "b" }),
				context,
			);
		expect(gone("deleted")).toBeUndefined();
		const back = gone("vanished");
		expect(back).toMatchObject({ _deleted: false, name: "b" });
		expect(back?.envelope).toMatchObject({ ended: "", state: "synced" });
	});

	it("[TR14] a request given up that took place late is one's own: newer edits go on top, uncontested", () => {
		const late = [
			{
				attempt: "t",
				kind: "update" as const,
				values: { name: "b", description: "" },
				covers: 1,
				touched: ["name"],
			},
		];
		for (const mine of values) {
			const doc = orgOf(
				{ name: mine },
				{
					base: { name: "a", description: "" },
					late: [...late],
					made: 2,
					settled: 0,
					touched: { name: 2 },
				},
			);
			const next = observe(doc, seenOrg({ name: "b" }), context);
			expect(next?.envelope.issues).toEqual([]);
			expect(next && nameOf(next)).toBe(mine);
			// It took place: the next one who writes the same is somebody else.
			expect(next?.envelope.late).toEqual([]);
		}
	});

	it("[TR28] what a late request of ours did is mended where somebody wrote another field since", () => {
		const late = {
			attempt: "a1",
			kind: "update" as const,
			values: { name: "b", description: "" },
			covers: 1,
			touched: ["name"],
		};
		const given = { made: 2, settled: 2, touched: { name: 2 }, late: [late] };
		const seen = seenOrg({ name: "b", description: "theirs" });
		const next = observe(orgOf({ name: "c" }, given), seen, context);
		expect(next).toMatchObject({
			...{ name: "c", description: "theirs" },
			envelope: { issues: [], late: [], state: "pending" },
		});
	});

	it("[TR28] what a late request of ours did is mended where somebody had written another field before, and again since", () => {
		const late = {
			attempt: "a1",
			kind: "update" as const,
			values: { name: "b", description: "" },
			covers: 1,
		};
		const shows = (
			seen: { name: string; description: string },
			touched: string[],
		) =>
			observe(
				orgOf(
					{ name: "a", description: "theirs" },
					{ made: 2, settled: 2, late: [{ ...late, touched }] },
				),
				seenOrg(seen),
				context,
			);
		const carried = shows({ name: "b", description: "" }, ["name"]);
		const again = shows({ name: "b", description: "theirs" }, ["name"]);
		for (const next of [carried, again])
			expect(next).toMatchObject({
				...{ name: "a", description: "theirs" },
				envelope: { issues: [], late: [], state: "pending" },
			});
		const both = { name: "b", description: "theirs" };
		expect(shows(both, ["name", "description"])).toMatchObject(both);
	});

	it("[TR28] what a late request of ours did is mended, but not over what somebody wrote since", () => {
		const doc = orgOf(
			{ name: "a" },
			{
				base: { name: "b", description: "" },
				made: 2,
				settled: 2,
			},
		);
		const same = observe(doc, seenOrg({ name: "b" }), context);
		expect(nameOf(same ?? doc)).toBe("a");
		const next = observe(doc, seenOrg({ name: "c" }), context);
		expect(next && nameOf(next)).toBe("c");
		expect(next?.envelope.issues).toEqual([]);
	});
});
