import type { Mutant } from "../mutant.js";

/** Bugs of the journal. */
export const journalMutants: readonly Mutant[] = [
	{
		name: "puts nothing back from the journal after a wipe",
		invariant: "S1",
		patches: [
			{
				file: "packages/core/src/journal/open-journal.ts",
				find: "	await putBack(parts, missing);\n",
				replace: "",
			},
		],
	},
	{
		name: "puts what was being sent back from the journal as if nothing had been sent",
		invariant: "S3",
		world: { faults: ["journal"], weather: { hang: 0.4, slow: 0.2 } },
		patches: [
			{
				file: "packages/core/src/journal/put-back.ts",
				find: "const next = doubted(name, document);",
				replace:
					"const next = seal(name, { ...document, envelope: { ...document.envelope, sent: null, late: [] } });",
			},
		],
	},
	{
		name: "leaves the person of a member out of the journal",
		invariant: "S13",
		world: { faults: ["journal"], weather: { "http-403": 0.4 } },
		patches: [
			{
				file: "packages/core/src/journal/put-back.ts",
				find: "		await ensurePerson(parts, document);\n",
				replace: "",
			},
		],
	},
];
