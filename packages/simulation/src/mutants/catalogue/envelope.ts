import type { Mutant } from "../mutant.js";

const claim = "packages/sync/src/transitions/claim.ts";
const accept = "packages/sync/src/transitions/accept.ts";
const refuse = "packages/sync/src/transitions/refuse.ts";
const doubt = "packages/sync/src/transitions/doubt.ts";
const observe = "packages/sync/src/transitions/observe.ts";

/** Bugs of the pure steps that a document takes. */
export const envelopeMutants: readonly Mutant[] = [
	{
		name: "marks a change done when it is sent",
		invariant: "S2",
		patches: [
			{
				file: claim,
				find: `			...envelope,
			seen: envelope.seen + 1,
			parked: null,`,
				replace: `			...envelope,
			settled: envelope.made,
			seen: envelope.seen + 1,
			parked: null,`,
			},
		],
	},
	{
		name: "forgets what was sent, and judges a lost answer by the base alone",
		invariant: "S7",
		world: { steps: 200, weather: { hang: 0.2 } },
		patches: [
			{
				file: doubt,
				find: "		...basesOfShown(shown, valuesOf(name, doc), both),",
				replace: "",
			},
		],
	},
	{
		name: "merges an answer against the base instead of what was sent",
		invariant: "S7",
		world: { weather: { slow: 0.4 } },
		patches: [
			{
				file: accept,
				find: 'const untouched = (local[field] ?? "") === (sent.values[field] ?? "");',
				replace:
					'const untouched = (local[field] ?? "") === ((doc.envelope.base ?? sent.values)[field] ?? "");',
			},
		],
	},
	{
		name: "forgets a request as soon as it is given up, so that a late arrival is a stranger",
		invariant: "S3",
		world: { weather: { late: 0.2 } },
		patches: [
			{
				file: claim,
				find: "late: [late, ...envelope.late].slice(0, KEPT_LATE),",
				replace: "late: [late].slice(KEPT_LATE),",
			},
		],
	},
	{
		name: "forgets the first attempt's fingerprint when it sends a create a second time",
		invariant: "S3",
		world: { weather: { late: 0.2 } },
		patches: [
			{
				file: claim,
				find: `			seen: envelope.seen + 1,
			parked: null,
			sent: {`,
				replace: `			seen: envelope.seen + 1,
			late: [],
			parked: null,
			sent: {`,
			},
		],
	},
	{
		name: "rolls a refused change back without an issue",
		invariant: "S2",
		patches: [
			{
				file: refuse,
				find: `			...settleEdits(envelope, sent.covers, refusedWith(issue)),
			seen: envelope.seen + 1,
			sent: null,
			parked: null,
			issues: withIssue(envelope.issues, issue),`,
				replace: `			...settleEdits(envelope, sent.covers, refusedWith(issue)),
			seen: envelope.seen + 1,
			sent: null,
			parked: null,
			issues: [...envelope.issues],`,
			},
		],
	},
	{
		name: "keeps a refused change without what the person had written",
		invariant: "S2",
		patches: [
			{
				file: refuse,
				find: "		mine: pickFields(asked, sent.values),",
				replace: "		mine: {},",
			},
		],
	},
	{
		name: "settles a contested field without an issue",
		invariant: "S11",
		patches: [
			{
				file: observe,
				find: `			base: pickFields(writableFields[name], seen.fields),
			issues,`,
				replace: `			base: pickFields(writableFields[name], seen.fields),
			issues: issues.slice(0, 0),`,
			},
		],
	},
	{
		name: "lets a list overwrite a document that waits",
		invariant: "S7",
		patches: [
			{
				file: observe,
				find: "const known = withKnowledge(withValues(doc, merged.values), seen);",
				replace:
					"const known = withKnowledge(withValues(doc, { ...merged.values, ...seen.fields }), seen);",
			},
			{
				file: observe,
				find: "return seal(name, settledWhenNothingWaits(name, next, wasTakenBack));",
				replace: "return seal(name, next);",
			},
		],
	},
	{
		name: "drops the tombstone's remote id when a delete settles",
		invariant: "S9",
		world: { weather: { stale: 0.3 } },
		patches: [
			{
				file: accept,
				find: `			late: [],
			ended,`,
				replace: `			late: [],
			remoteId: "",
			ended,`,
			},
		],
	},
	{
		name: "keeps every mark that it ever saw",
		invariant: "S18",
		world: { steps: 600, faults: ["foreign"] },
		patches: [
			{
				file: "packages/sync/src/transitions/knowledge.ts",
				find: "const OLD_MARKS = 4;",
				replace: "const OLD_MARKS = 400;",
			},
		],
	},
];
