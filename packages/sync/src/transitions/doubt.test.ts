import { describe, expect, it } from "vitest";
import { deleteResolved, updateResolved } from "./doubt.js";
import { observe } from "./observe.js";
import {
	combinations,
	context,
	nameOf,
	orgOf,
	seenOrg,
	sentUpdate,
} from "./test/org.js";
import { outcomeOfEdits } from "./test/outcomes.js";

const values = ["", "a", "b", "c"];

/** One update of the name in doubt; `local` other than `sent` was typed since. */
function resolve(given: {
	base: string;
	sent: string;
	local: string;
	seen: string;
}) {
	const { base, sent, local, seen } = given;
	const made = local === sent ? 1 : 2;
	const doc = orgOf(
		{ name: local },
		{
			base: { name: base, description: "" },
			sent: sentUpdate({ name: sent, description: "" }),
			made,
			touched: { name: made },
		},
	);
	return updateResolved(doc, seenOrg({ name: seen }), context);
}

const cases = combinations(["base", "sent", "local", "seen"], values).filter(
	({ base, sent }) => base !== sent,
);

describe("an update in doubt, once the Engine was asked", () => {
	it("[TR1] no field is lost silently, in every combination of base, sent, local and seen", () => {
		for (const each of cases) {
			const { base, sent, local, seen } = each;
			const { envelope, ...doc } = resolve(each);
			const from = seen === sent ? sent : base;
			const contested = local !== from && seen !== from && local !== seen;
			expect([each, nameOf({ ...doc, envelope })]).toEqual([
				each,
				local === from ? seen : local,
			]);
			expect([each, envelope.issues.map(({ kind }) => kind)]).toEqual([
				each,
				contested ? ["contested"] : [],
			]);
			if (contested)
				expect(envelope.issues[0]).toMatchObject({
					base: { name: from },
					mine: { name: local },
					theirs: { name: seen },
				});
		}
	});

	it("[TR2] what was not shown is kept as a late arrival, what was shown is settled", () => {
		for (const each of cases) {
			const { envelope } = resolve(each);
			const shown = each.seen === each.sent;
			expect(envelope.sent).toBeNull();
			expect(envelope.late.map(({ attempt }) => attempt)).toEqual(
				shown ? [] : ["try"],
			);
			if (shown) expect(envelope.settled).toBeGreaterThanOrEqual(1);
		}
	});

	it("[TR3] what still differs from the Engine waits, and nothing else does", () => {
		for (const each of cases) {
			const doc = resolve(each);
			const waits = nameOf(doc) !== each.seen;
			expect([each, doc.envelope.state]).toEqual([
				each,
				waits ? "pending" : "synced",
			]);
			expect(doc.envelope.base).toEqual(
				waits ? { name: each.seen, description: "" } : null,
			);
			if (!waits) expect(doc.envelope.settled).toBe(doc.envelope.made);
		}
	});

	it("[TR4] the same again changes nothing, and the same input gives the same result", () => {
		for (const each of cases) {
			const doc = resolve(each);
			expect(observe(doc, seenOrg({ name: each.seen }), context)).toBe(
				undefined,
			);
			expect(resolve(each)).toEqual(doc);
			expect(updateResolved(doc, seenOrg({ name: "z" }), context)).toBe(doc);
		}
	});

	it("[TR5] a value that the Engine trimmed or folded is ours, and typing since goes on top", () => {
		const trimmed = { base: "old", sent: " New  name ", seen: "new name" };
		const untouched = resolve({ ...trimmed, local: trimmed.sent });
		expect(nameOf(untouched)).toBe("new name");
		expect(outcomeOfEdits(untouched)).toEqual(["accepted-with-changes"]);
		const typed = resolve({ ...trimmed, local: "newer" });
		expect(nameOf(typed)).toBe("newer");
		expect(typed.envelope.issues).toEqual([]);
	});

	it("[TR5] the value from before is no sign of the request, even if only spaces differ", () => {
		const doc = resolve({
			base: "Name",
			sent: "name ",
			local: "name ",
			seen: "Name",
		});
		expect(nameOf(doc)).toBe("name ");
		expect(doc.envelope.state).toBe("pending");
	});
});

/** Base "old", sent "mine", edited on "more", somebody else "theirs". */
const nine: Record<string, [string, string, string, string[]]> = {
	"never, no edit": ["mine", "old", "mine", []],
	"never, back": ["old", "old", "old", ["superseded", "cancelled"]],
	"never, on": ["more", "old", "more", []],
	"committed, no edit": ["mine", "mine", "mine", ["accepted"]],
	"committed, back": ["old", "mine", "old", ["accepted"]],
	"committed, on": ["more", "mine", "more", ["accepted"]],
	"changed, no edit": ["mine", "theirs", "mine", []],
	"changed, back": ["old", "theirs", "theirs", ["superseded", "cancelled"]],
	"changed, on": ["more", "theirs", "more", []],
};

it.each(Object.entries(nine))(
	"[TR6] the nine cases after a lost answer: %s",
	(_, [local, seen, right, settled]) => {
		const doc = resolve({ base: "old", sent: "mine", local, seen });
		expect(nameOf(doc)).toBe(right);
		expect(outcomeOfEdits(doc)).toEqual(settled);
		const contested = seen === "theirs" && local !== "old";
		expect(doc.envelope.issues).toHaveLength(contested ? 1 : 0);
	},
);

describe("a delete in doubt that the Engine still shows", () => {
	const deleting = (base: string) =>
		orgOf(
			{ name: base },
			{
				base: { name: base, description: "" },
				sent: { ...sentUpdate({}), kind: "delete" },
				made: 1,
				touched: { "*": 1 },
			},
			true,
		);

	it("[TR7] waits again, and keeps what somebody wrote into the thing", () => {
		for (const { base, seen } of combinations(["base", "seen"], values)) {
			const doc = deleteResolved(
				deleting(base),
				seenOrg({ name: seen }),
				context,
			);
			expect(doc._deleted).toBe(true);
			expect(doc.envelope).toMatchObject({ sent: null, state: "pending" });
			expect(doc.envelope.late).toHaveLength(1);
			expect(doc.envelope.issues.map(({ theirs }) => theirs)).toEqual(
				base === seen ? [] : [{ name: seen }],
			);
		}
	});
});
