import { vanished } from "@engine-offline/core/replicate";
import { describe, expect, it } from "vitest";
import { accepted, deleteAccepted } from "./accept.js";
import { doubted, givenUp, holds, unclaimed } from "./claim.js";
import { observe } from "./observe.js";
import { refused } from "./refuse.js";
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

function sending({
	base,
	sent,
	local,
}: {
	base: string;
	sent: string;
	local: string;
}) {
	const made = local === sent ? 1 : 2;
	return orgOf(
		{ name: local },
		{
			base: { name: base, description: "" },
			sent: { ...sentUpdate({ name: sent, description: "" }), inDoubt: false },
			made,
			touched: { name: made },
		},
	);
}

const cases = combinations(["base", "sent", "local", "answer"], values).filter(
	({ base, sent }) => base !== sent,
);

describe("the Engine's answer to an update", () => {
	it("[TR15] is the new base: what was typed meanwhile stays and waits, the rest becomes the answer", () => {
		for (const each of cases) {
			const { sent, local, answer } = each;
			const doc = accepted(sending(each), seenOrg({ name: answer }), context);
			const value = local === sent ? answer : local;
			expect([each, nameOf(doc)]).toEqual([each, value]);
			expect(doc.envelope.sent).toBeNull();
			expect(doc.envelope.settled).toBeGreaterThanOrEqual(1);
			expect(doc.envelope.base).toEqual(
				value === answer ? null : { name: answer, description: "" },
			);
		}
	});

	it("[TR16] that shows the old value and not what was sent is an issue; any other difference is the Engine's", () => {
		for (const each of cases) {
			const { base, sent, answer } = each;
			const doc = accepted(sending(each), seenOrg({ name: answer }), context);
			const ignored = answer === base;
			expect([each, doc.envelope.issues.map(({ kind }) => kind)]).toEqual([
				each,
				ignored ? ["ignored"] : [],
			]);
			const [first] = outcomeOfEdits(doc);
			expect([each, first]).toEqual([
				each,
				ignored
					? "refused"
					: answer === sent
						? "accepted"
						: "accepted-with-changes",
			]);
		}
	});

	it("[TR17] taken twice is taken once, and the next list shows nothing new", () => {
		for (const each of cases) {
			const seen = seenOrg({ name: each.answer });
			const doc = accepted(sending(each), seen, context);
			expect(accepted(doc, seen, context)).toBe(doc);
			expect(observe(doc, seen, context)).toBeUndefined();
			expect(holds(doc, "try")).toBe(false);
		}
	});
});

describe("a refusal", () => {
	const no = {
		code: "INVALID_ARGUMENT",
		reason: "R",
		message: "No.",
		suggestion: "",
		at: 3,
	};

	it("[TR18] of an update: what still shows what was sent goes back, what was typed since stays", () => {
		for (const each of cases) {
			const doc = refused("orgs", sending(each), no);
			const { base, sent, local } = each;
			expect([each, nameOf(doc)]).toEqual([
				each,
				local === sent ? base : local,
			]);
			expect(doc.envelope.issues).toMatchObject([
				{ kind: "refused", mine: { name: sent }, base: { name: base } },
			]);
			expect(outcomeOfEdits(doc)[0]).toBe("refused");
			expect(doc.envelope.sent).toBeNull();
		}
	});

	it("[TR19] of a create: it disappears and stays as an issue with its values", () => {
		const doc = refused(
			"orgs",
			orgOf(
				{ name: "a" },
				{ remoteId: "", mark: "", made: 1, touched: { name: 1 } },
			),
			no,
		);
		expect(doc._deleted).toBe(true);
		expect(doc.envelope).toMatchObject({ open: 1, state: "refused" });
		expect(doc.envelope.issues).toMatchObject([
			{ change: "create", mine: { name: "a" } },
		]);
	});

	it("[TR20] of a delete: it lives again as the Engine has it", () => {
		const deleting = orgOf(
			{ name: "typed" },
			{
				base: { name: "a", description: "" },
				sent: { ...sentUpdate({}), kind: "delete" },
				made: 2,
				touched: { "*": 2 },
			},
			true,
		);
		const doc = refused("orgs", deleting, no);
		expect(doc).toMatchObject({ _deleted: false, name: "a" });
		expect(doc.envelope.issues).toMatchObject([{ change: "delete" }]);
	});
});

describe("what is gone", () => {
	it("[TR21] keeps edits that were not sent as an issue, and nothing else", () => {
		const edited = orgOf(
			{ name: "b" },
			{ base: { name: "a", description: "" }, made: 1, touched: { name: 1 } },
		);
		expect(vanished("orgs", edited, 3).envelope).toMatchObject({
			ended: "vanished",
			state: "refused",
			issues: [{ kind: "gone", mine: { name: "b" }, base: { name: "a" } }],
		});
		const untouched = vanished("orgs", orgOf({ name: "a" }), 3);
		expect(untouched.envelope).toMatchObject({
			issues: [],
			open: 0,
			ended: "vanished",
		});
	});

	it("[TR21] ends a delete as done, and a member who was to be added as an issue", () => {
		const deleting = orgOf(
			{ name: "a" },
			{ base: { name: "a", description: "" }, made: 1, touched: { "*": 1 } },
			true,
		);
		expect(vanished("orgs", deleting, 3).envelope).toMatchObject({
			ended: "vanished",
			issues: [],
			open: 0,
		});
		const invited = {
			...orgOf(
				{ name: "" },
				{ remoteId: "", mark: "", made: 1, touched: { "*": 1 } },
			),
			role: "OrgViewer",
			invite: {
				email: "sam@example.com",
				name: "",
				account: false,
				password: "generated",
				userId: "",
			},
		};
		const gone = vanished("members", invited, 3);
		expect(outcomeOfEdits(gone)).toEqual(["refused"]);
		expect(gone.envelope.issues).toMatchObject([
			{
				kind: "gone",
				change: "create",
				mine: { email: "sam@example.com", role: "OrgViewer" },
			},
		]);
	});

	it("[TR22] a delete that was acknowledged spends the id", () => {
		const deleting = orgOf(
			{ name: "a" },
			{
				base: { name: "a", description: "" },
				sent: { ...sentUpdate({}), kind: "delete" },
				made: 1,
			},
			true,
		);
		expect(deleteAccepted("orgs", deleting).envelope).toMatchObject({
			ended: "deleted",
			open: 0,
			sent: null,
			remoteId: "r",
		});
	});
});

it("[TR23] in doubt, given up and unclaimed each keep a change that is left, and each is idempotent", () => {
	for (const each of cases) {
		const doc = sending(each);
		for (const step of [doubted, givenUp, unclaimed]) {
			const once = step("orgs", doc);
			expect(nameOf(once)).toBe(each.local);
			expect(once.envelope.made).toBe(doc.envelope.made);
			const isOver = step !== doubted && each.local === each.base;
			expect(once.envelope.settled).toBe(isOver ? 2 : 0);
			expect(once.envelope.seen).toBe(doc.envelope.seen + 1);
		}
		const doubt = doubted("orgs", doc);
		expect(doubted("orgs", doubt)).toBe(doubt);
		const free = givenUp("orgs", doc);
		expect(givenUp("orgs", free)).toBe(free);
		expect(free.envelope.late).toMatchObject([
			{ attempt: "try", values: { name: each.sent } },
		]);
	}
});
