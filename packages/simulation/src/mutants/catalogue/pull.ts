import type { Mutant } from "../mutant.js";

const creates = "packages/sync/src/pull/doubted-creates.ts";
const observeRows = "packages/sync/src/pull/observe-rows.ts";
const absence = "packages/sync/src/pull/absence.ts";

/** Bugs on the way home. */
export const pullMutants: readonly Mutant[] = [
	{
		name: "recognises a create by the document as it is now",
		invariant: "S3",
		patches: [
			{
				file: creates,
				find: "	type Stored,\n	writableFields,",
				replace: "	type Stored,\n	valuesOf,\n	writableFields,",
			},
			{
				file: creates,
				find: "const sent = doc.envelope.sent?.values ?? {};",
				replace: "const sent = valuesOf(name, doc);",
			},
			{
				file: creates,
				find: "fits(name, late.values, candidate)",
				replace: "fits(name, valuesOf(name, doc), candidate)",
			},
		],
	},
	{
		name: "has no read fence",
		invariant: "S8",
		patches: [
			{
				file: "packages/sync/src/replicator/mirror.ts",
				find: "movedSince: (name, id, since) => (movedOf(name, id)?.moment ?? 0) > since,",
				replace: "movedSince: () => false,",
			},
		],
	},
	{
		name: "accepts a list from a replica that lags",
		invariant: "S8",
		world: { weather: { stale: 0.2 } },
		patches: [
			{
				file: observeRows,
				find: 'return doc.envelope.ended !== "" || doc.envelope.oldMarks.includes(seen.mark);',
				replace: 'return doc.envelope.ended !== "";',
			},
			{
				file: observeRows,
				find: "work.mirror.movedWithin(name, doc.id, work.timing.doubtGapMs)",
				replace: "false",
			},
		],
	},
	{
		name: "deletes what a list omits, unprobed",
		invariant: "S10",
		patches: [
			{
				file: absence,
				find: "for (const doc of suspects) await probe(work, name, doc);",
				replace: "for (const doc of suspects) await remove(work, name, doc);",
			},
		],
	},
	{
		name: "brings back what was deleted for good when a list still shows it",
		invariant: "S9",
		world: { weather: { stale: 0.3 } },
		patches: [
			{
				file: "packages/sync/src/transitions/observe.ts",
				find: `		name === "members" || name === "users" || ended === "vanished";`,
				replace: `		name === "members" || name === "users" || ended !== "";`,
			},
			{
				file: observeRows,
				find: 'return doc.envelope.ended !== "" || doc.envelope.oldMarks.includes(seen.mark);',
				replace: "return doc.envelope.oldMarks.includes(seen.mark);",
			},
			{
				file: observeRows,
				find: "(!isNameOnly(doc) &&",
				replace: '(!isNameOnly(doc) && doc.envelope.ended === "" &&',
			},
		],
	},
	{
		name: "forgets a user whom another membership still names",
		invariant: "S13",
		patches: [
			{
				file: "packages/sync/src/pull/users.ts",
				find: "	return named;\n",
				replace: "	return new Set();\n",
			},
		],
	},
	{
		name: "takes nothing in that somebody else made",
		invariant: "L6",
		patches: [
			{
				file: "packages/sync/src/pull/apply-unknown.ts",
				find: "if (rows.length === 0) return false;",
				replace:
					'if (rows.length === 0 || pull.list.name === "projects") return false;',
			},
		],
	},
];
