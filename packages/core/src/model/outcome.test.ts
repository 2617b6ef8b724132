import { describe, expect, it } from "vitest";
import { createEnvelope } from "./envelope.js";
import { cancelEdits, outcomeOf, settleEdits } from "./outcome.js";

describe("outcome", () => {
	it("[MO6] is not known before the edit is settled, and accepted where nothing else is said", () => {
		const envelope = createEnvelope({ made: 2, touched: { name: 2 } });
		expect(outcomeOf(envelope, 1)).toBeUndefined();
		const settled = settleEdits(envelope, 2);
		expect(outcomeOf(settled, 2)).toEqual({ kind: "accepted" });
	});
	it("[MO7] an edit whose fields were all written again before it was sent is superseded", () => {
		const envelope = createEnvelope({
			made: 3,
			touched: { name: 3, description: 2 },
		});
		const settled = settleEdits(envelope, 3, { kind: "cancelled" });
		expect([1, 2, 3].map((edit) => outcomeOf(settled, edit)?.kind)).toEqual([
			"superseded",
			"cancelled",
			"cancelled",
		]);
	});
	it("[MO7] what was typed while a request was under way is not settled with it", () => {
		const envelope = createEnvelope({
			made: 2,
			touched: { name: 2 },
			sent: {
				attempt: "a",
				kind: "update",
				values: {},
				covers: 1,
				touched: { name: 1 },
				inDoubt: false,
				step: "",
			},
		});
		const settled = settleEdits(envelope, 1);
		expect(outcomeOf(settled, 1)).toEqual({ kind: "accepted" });
		expect(outcomeOf(settled, 2)).toBeUndefined();
		expect(settled.touched).toEqual({ name: 2 });
	});
	it("[MO6] a refusal keeps its issue, code, reason and message", () => {
		const said = { issue: "i", code: "C", reason: "R", message: "M" };
		const settled = settleEdits(
			createEnvelope({ made: 1, touched: { name: 1 } }),
			1,
			{ kind: "refused", ...said },
		);
		expect(outcomeOf(settled, 1)).toEqual({ kind: "refused", ...said });
	});
	it("[MO8] keeps a bounded number of exceptions: the oldest read as forgotten, the newest exactly", () => {
		let envelope = createEnvelope();
		for (let edit = 1; edit <= 60; edit++) {
			envelope = { ...envelope, made: edit, touched: { name: edit } };
			const kind = edit % 2 === 0 ? "cancelled" : "accepted-with-changes";
			envelope = settleEdits(envelope, edit, { kind });
		}
		expect(envelope.exceptions.length).toBeLessThanOrEqual(12);
		expect(outcomeOf(envelope, 1)).toEqual({ kind: "forgotten" });
		expect(outcomeOf(envelope, 60)).toEqual({ kind: "cancelled" });
		expect(outcomeOf(envelope, 59)).toEqual({ kind: "accepted-with-changes" });
	});
	it("[MO7] what is taken back is cancelled, whatever replaced what", () => {
		const envelope = createEnvelope({ made: 2, touched: { name: 2 } });
		const settled = cancelEdits(envelope);
		expect([1, 2].map((edit) => outcomeOf(settled, edit)?.kind)).toEqual([
			"cancelled",
			"cancelled",
		]);
	});
	it("[MO6] settling what is settled changes nothing", () => {
		const envelope = createEnvelope({ made: 2, settled: 2 });
		expect(settleEdits(envelope, 1, { kind: "refused" })).toBe(envelope);
	});
});
