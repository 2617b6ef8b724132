import type { Stored } from "@engine-offline/core/replicate";
import { describe, expect, it } from "vitest";
import { accepted, accountKnown } from "./accept.js";
import { givenUp, unclaimed } from "./claim.js";
import { parked, refused } from "./refuse.js";
import { context, orgOf, seenOrg, sentUpdate } from "./test/org.js";
import { outcomeOfEdits } from "./test/outcomes.js";

const no = { code: "C", reason: "", message: "", suggestion: "", at: 7 };
const why = { ...no, reason: "view-only" } as const;

/** "sent" is under way, "typed" was written since, and then `last`. */
function retyped(last: string): Stored {
	return orgOf(
		{ name: last },
		{
			base: { name: "old", description: "" },
			sent: {
				...sentUpdate({ name: "sent", description: "" }),
				inDoubt: false,
			},
			made: 3,
			touched: { name: 3 },
		},
	);
}

/** An org that was made, is being sent, and was deleted since. */
function unwanted(): Stored {
	const sent = { ...sentUpdate({ name: "new" }), kind: "create" } as const;
	return orgOf(
		{ name: "new" },
		{ remoteId: "", mark: "", sent, made: 2, touched: { "*": 2 } },
		true,
	);
}

const over = { settled: 3, open: 0, state: "synced", parked: null, base: null };

describe("an edit for which nothing is left to send", () => {
	it.each(["sent", "answered"])(
		"[TR24] is accepted where the answer shows it: typed back to %s",
		(last) => {
			const answer = seenOrg({ name: last });
			const doc = accepted(retyped(last), answer, context);
			expect(doc.envelope).toMatchObject(over);
			expect(outcomeOfEdits(doc).slice(1)).toEqual(["superseded", "accepted"]);
		},
	);

	it("[TR24] is cancelled where it was taken back and the Engine did nothing", () => {
		for (const step of [unclaimed, givenUp]) {
			const doc = step("orgs", retyped("old"));
			expect(doc.envelope).toMatchObject({
				...over,
				open: doc.envelope.late.length,
			});
			expect(outcomeOfEdits(doc)).toEqual([
				"superseded",
				"superseded",
				"cancelled",
			]);
		}
		expect(parked("orgs", retyped("old"), why).envelope).toMatchObject(over);
	});

	it("[TR24] is cancelled where it was taken back and the Engine refused what was sent", () => {
		const doc = refused("orgs", retyped("old"), no);
		expect(doc.envelope).toMatchObject({ settled: 3, state: "refused" });
		expect(outcomeOfEdits(doc)).toEqual(["refused", "superseded", "cancelled"]);
	});

	it("[TR24] is cancelled where what was being made is deleted, and was not made", () => {
		for (const step of [unclaimed, givenUp]) {
			const doc = step("orgs", unwanted());
			expect(doc.envelope).toMatchObject({ settled: 2, state: "synced" });
			expect(outcomeOfEdits(doc)).toEqual(["superseded", "cancelled"]);
		}
	});

	it("[TR24] is not over while something is left to send", () => {
		for (const step of [unclaimed, givenUp])
			expect(step("orgs", retyped("typed")).envelope).toMatchObject({
				settled: 0,
				state: "pending",
			});
		expect(
			accepted(retyped("typed"), seenOrg({ name: "sent" }), context).envelope,
		).toMatchObject({ settled: 1, state: "pending" });
	});

	it("[TR24] is cancelled where an invite was taken back while its account was being made", () => {
		const invite = { email: "a@b.c", name: "", account: true, userId: "" };
		const sent = {
			...sentUpdate({}),
			kind: "create",
			step: "account",
		} as const;
		const doc = {
			...orgOf({ name: "" }, { remoteId: "", mark: "", sent, made: 2 }, true),
			...{ orgId: "o", userId: "", role: "OrgEditor", invite },
		};
		const known = accountKnown("members", doc, "u");
		expect(known.envelope).toMatchObject({ sent: null, settled: 2, open: 0 });
		expect(outcomeOfEdits(known)).toEqual(["superseded", "cancelled"]);
	});
});
