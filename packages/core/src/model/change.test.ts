import { describe, expect, it } from "vitest";
import { changeOf, seal, stateOf } from "./change.js";
import type { Stored } from "./documents.js";
import { createEnvelope, documentStates, type Envelope } from "./envelope.js";
import { createIssue } from "./issue.js";

const sent = {
	attempt: "a",
	kind: "create",
	values: {},
	covers: 1,
	touched: {},
	inDoubt: false,
	step: "",
} as const;
const parked = {
	reason: "quota",
	code: "",
	message: "",
	suggestion: "",
	at: 0,
} as const;
const issue = createIssue({
	kind: "refused",
	change: "update",
	edit: 1,
	at: 0,
});

/** Every combination of what a state follows from. */
const all: readonly Stored[] = [true, false].flatMap((_deleted) =>
	(["", "o"] as const).flatMap((hiddenBy) =>
		["", "r"].flatMap((remoteId) =>
			[null, { name: "A" }, { name: "B" }].flatMap((base) =>
				[null, sent, { ...sent, inDoubt: true }].flatMap((request) =>
					[null, parked].flatMap((waits) =>
						[[], [issue]].map((issues) =>
							doc(_deleted, {
								hiddenBy,
								remoteId,
								base,
								sent: request,
								parked: waits,
								issues,
							}),
						),
					),
				),
			),
		),
	),
);

function doc(_deleted: boolean, envelope: Partial<Envelope>): Stored {
	const stored = {
		id: "d",
		name: "B",
		envelope: createEnvelope({ made: 1, settled: 1, ...envelope }),
		_deleted,
		_rev: "1-a",
		_meta: { lwt: 0 },
		_attachments: {},
	};
	return stored;
}

describe("change and state", () => {
	it("[MO3] the kind of change follows from what is stored, for every combination", () => {
		for (const stored of all) {
			const { remoteId, base, hiddenBy } = stored.envelope;
			const gone = stored._deleted && hiddenBy === "";
			const expected = gone
				? remoteId !== "" && base !== null
					? "delete"
					: "none"
				: remoteId === ""
					? "create"
					: base === null || base.name === "B"
						? "none"
						: "update";
			expect(changeOf("orgs", stored).kind).toBe(expected);
		}
	});
	it("[MO4] every combination has one state, and only an unanswered request hides that it waits", () => {
		const seen = new Set<string>();
		for (const stored of all) {
			const state = stateOf("orgs", stored);
			seen.add(state);
			const { sent: request, parked: waits, issues } = stored.envelope;
			const waiting = changeOf("orgs", stored).kind !== "none";
			if (request !== null)
				expect(state).toBe(request.inDoubt ? "in-doubt" : "sending");
			else if (waiting) expect(state).toBe(waits ? "parked" : "pending");
			else expect(state).toBe(issues.length > 0 ? "refused" : "synced");
		}
		expect([...seen].sort()).toEqual([...documentStates].sort());
	});
	it("[MO5] sealing is idempotent, and a document that is not open has nothing unfinished", () => {
		for (const stored of all) {
			const sealed = seal("orgs", stored);
			expect(seal("orgs", sealed)).toEqual(sealed);
			if (sealed.envelope.open === 1) continue;
			expect(changeOf("orgs", sealed).kind).toBe("none");
			expect(sealed.envelope).toMatchObject({
				state: "synced",
				sent: null,
				issues: [],
				hiddenBy: "",
				base: null,
			});
		}
	});
});
