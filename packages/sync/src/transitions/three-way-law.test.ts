import { type Stored, vanished } from "@engine-offline/core/replicate";
import { describe, expect, it } from "vitest";
import { accepted } from "./accept.js";
import { deleteResolved, updateResolved } from "./doubt.js";
import { observe } from "./observe.js";
import { refused } from "./refuse.js";
import {
	editedOrg,
	lawOf,
	type Pair,
	pairs,
	policies,
	relations,
	side,
	textsOf,
} from "./test/law.js";
import { context, orgOf, seenOrg, sentUpdate } from "./test/org.js";

const fields = ["name", "description"] as const;
const withPolicy = (policy: (typeof policies)[number]) => ({
	...context,
	policies: { orgs: { name: policy, description: policy } },
});
const seenTheirs = (pair: Pair) => seenOrg(side("theirs", pair));
const threeOf = ({ issues }: Stored["envelope"]) =>
	issues.map(({ kind, field, base, mine, theirs }) => ({
		kind,
		field,
		base: base?.[field],
		mine: mine?.[field],
		theirs: theirs?.[field],
	}));
const keptAll = (pair: Pair, field: (typeof fields)[number]) => ({
	kind: "contested",
	field,
	base: side("base", pair)[field],
	mine: side("mine", pair)[field],
	theirs: side("theirs", pair)[field],
});

describe("S11, with no request out, of a living document", () => {
	it("[TR8] both fields keep the law beside each other, under every policy, and each contested one leaves its issue", () => {
		for (const policy of policies)
			for (const pair of pairs) {
				const doc = editedOrg(pair, {});
				const next = observe(doc, seenTheirs(pair), withPolicy(policy)) ?? doc;
				for (const field of fields)
					expect([pair, field, textsOf(next)[field]]).toEqual([
						pair,
						field,
						lawOf(field, pair, policy).value,
					]);
				const contested = fields.filter(
					(field) => lawOf(field, pair, policy).isContested,
				);
				expect([pair, threeOf(next.envelope)]).toEqual([
					pair,
					contested.map((field) => keptAll(pair, field)),
				]);
			}
	});

	it("[TR9] the same again is nothing new, and what still differs from the Engine waits", () => {
		for (const policy of policies)
			for (const pair of pairs) {
				const doc = editedOrg(pair, {});
				const next = observe(doc, seenTheirs(pair), withPolicy(policy)) ?? doc;
				expect(
					observe(next, seenTheirs(pair), withPolicy(policy)),
				).toBeUndefined();
				const differs = fields.some(
					(field) => textsOf(next)[field] !== side("theirs", pair)[field],
				);
				expect([pair, next.envelope.state]).toEqual([
					pair,
					differs ? "pending" : "synced",
				]);
			}
	});
});

describe("S11, of a document that is deleted on one side", () => {
	it("[TR12] deleted here: it stays so, and what they changed is kept in one issue", () => {
		for (const pair of pairs) {
			const doc = editedOrg(pair, { deleted: true });
			const next = observe(doc, seenTheirs(pair), context);
			const theirs = fields.filter(
				(field) => side("theirs", pair)[field] !== side("base", pair)[field],
			);
			expect(next?._deleted).toBe(true);
			expect(next?.envelope.state).toBe("pending");
			expect([pair, next?.envelope.issues.map((one) => one.theirs)]).toEqual([
				pair,
				theirs.length === 0
					? []
					: [
							Object.fromEntries(
								theirs.map((field) => [field, side("theirs", pair)[field]]),
							),
						],
			]);
		}
	});

	it("[TR21] deleted there: it goes, and what was changed here is kept in one issue", () => {
		for (const pair of pairs) {
			const doc = editedOrg(pair, {});
			const next = vanished("orgs", doc, 7);
			const isEdited = doc.envelope.made > 0;
			expect(next._deleted).toBe(true);
			expect([pair, next.envelope.issues.map(({ mine }) => mine)]).toEqual([
				pair,
				isEdited ? [side("mine", pair)] : [],
			]);
		}
	});

	it("[TR21] deleted on both sides: it is gone, and there is nothing to look at", () => {
		for (const pair of pairs) {
			const next = vanished("orgs", editedOrg(pair, { deleted: true }), 7);
			expect(next.envelope).toMatchObject({ ended: "vanished", issues: [] });
		}
	});
});

/** With a request out, `base` of a relation is what was sent, and `mine` what is typed since; before it was "old". */
function requested(pair: Pair, inDoubt: boolean): Stored {
	const sent = sentUpdate(side("base", pair));
	const values = side("mine", pair);
	const typed = fields.filter(
		(field) => values[field] !== side("base", pair)[field],
	);
	return orgOf(values, {
		base: { name: "old", description: "old" },
		sent: { ...sent, inDoubt, touched: { name: 1, description: 1 } },
		made: typed.length === 0 ? 1 : 2,
		touched: Object.fromEntries(
			fields.map((field) => [field, typed.includes(field) ? 2 : 1]),
		),
	});
}

describe("S11, with a request out", () => {
	it("[TR15] the answer is what the Engine made of it: what was typed since stays, the rest is as answered", () => {
		for (const pair of pairs) {
			const next = accepted(requested(pair, false), seenTheirs(pair), context);
			for (const field of fields) {
				const { base, mine, theirs } = relations[pair[field]];
				const value = mine === base ? theirs : mine;
				expect([pair, textsOf(next)[field]]).toEqual([
					pair,
					`${value}-${field}`,
				]);
			}
			expect(next.envelope.issues).toEqual([]);
			expect(next.envelope.settled).toBe(1 + Number(isSettled(pair)));
		}
	});

	it("[TR18] refused: what still shows what was sent goes back, what was typed since stays, and an issue keeps it", () => {
		const no = { code: "C", reason: "", message: "", suggestion: "", at: 7 };
		for (const pair of pairs) {
			const next = refused("orgs", requested(pair, false), no);
			for (const field of fields) {
				const { base, mine } = relations[pair[field]];
				const value = mine === base ? "old" : `${mine}-${field}`;
				expect([pair, textsOf(next)[field]]).toEqual([pair, value]);
			}
			expect(next.envelope.issues.map(({ mine }) => mine)).toEqual([
				side("base", pair),
			]);
		}
	});

	it("[TR11] a list changes nothing in it, under way or in doubt", () => {
		for (const pair of pairs)
			for (const inDoubt of [false, true])
				expect(
					observe(requested(pair, inDoubt), seenTheirs(pair), context),
				).toBeUndefined();
	});
});

/** Nothing waits after the answer where nothing was typed since, or the Engine says the very same. */
function isSettled(pair: Pair): boolean {
	const { made } = requested(pair, false).envelope;
	return (
		made === 2 &&
		fields.every((field) => {
			const { base, mine, theirs } = relations[pair[field]];
			return mine === base || mine === theirs;
		})
	);
}

describe("S11, with a request in doubt", () => {
	it("[TR1] a field's base is what was sent if the Engine shows that, else what was there before", () => {
		for (const policy of policies)
			for (const pair of pairs) {
				const doc = requested(pair, true);
				const next = updateResolved(doc, seenTheirs(pair), withPolicy(policy));
				const contested = fields.filter((field) => {
					const { base, mine, theirs } = relations[pair[field]];
					return theirs !== base && mine !== theirs;
				});
				expect([pair, next.envelope.issues.map(({ field }) => field)]).toEqual([
					pair,
					contested,
				]);
				for (const field of fields) {
					const mine = side("mine", pair)[field] ?? "";
					const theirs = side("theirs", pair)[field] ?? "";
					const value =
						!contested.includes(field) || policy === "mine"
							? mine
							: policy === "theirs"
								? theirs
								: policy("old", mine, theirs);
					expect([pair, field, textsOf(next)[field]]).toEqual([
						pair,
						field,
						value,
					]);
				}
			}
	});

	it("[TR7] a delete that the Engine has not made stays one, and keeps what they changed", () => {
		for (const pair of pairs) {
			const sent = { ...sentUpdate({}), kind: "delete" } as const;
			const doc = editedOrg(pair, { deleted: true, envelope: { sent } });
			const next = deleteResolved(doc, seenTheirs(pair), context);
			expect(next).toMatchObject({ _deleted: true });
			const changed = fields.some(
				(field) => side("theirs", pair)[field] !== side("base", pair)[field],
			);
			expect(next.envelope.issues).toHaveLength(changed ? 1 : 0);
		}
	});
});
