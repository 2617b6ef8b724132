import type { Mutant } from "../mutant.js";

const merge = "packages/core/src/model/merge.ts";
const changeDocument = "packages/sync/src/replicator/change-document.ts";

/** Bugs of the store, its gate and its merge. */
export const storeMutants: readonly Mutant[] = [
	{
		name: "acknowledges a write before it is complete",
		invariant: "S1",
		patches: [
			{
				file: "packages/core/src/gate/gated-write.ts",
				find: "const result = passed.length > 0 ? await write(passed) : { error: [] };",
				replace:
					"if (passed.length > 0) void write(passed);\n		const result: { error: RowError[] } = { error: [] };",
			},
		],
	},
	{
		name: "uses a value again that it computed before a failed compare-and-set",
		invariant: "S3",
		world: { steps: 200, faults: ["two-leaders"] },
		patches: [
			{
				file: changeDocument,
				find: "	while (previous !== undefined) {\n		const next = change(previous);",
				replace:
					"	const first = previous && change(previous);\n	while (previous !== undefined) {\n		const next = first;",
			},
		],
	},
	{
		name: "merges without the base",
		invariant: "S12",
		patches: [
			{
				file: merge,
				find: 'const base = input.base[name] ?? "";',
				replace: 'const base = input.theirs[name] ?? "";',
			},
		],
	},
	{
		name: "lets the last write of the whole document win",
		invariant: "S12",
		patches: [
			{
				file: merge,
				find: "if (mine === base) return { name, value: theirs, contested: false };",
				replace:
					'if (input.names.every((one) => (input.mine[one] ?? "") === (input.base[one] ?? ""))) return { name, value: theirs, contested: false };\n	if (mine === base) return { name, value: mine, contested: false };',
			},
		],
	},
	{
		name: "rejects a write that the Engine had refused by then",
		invariant: "S2",
		world: {
			faults: ["slow-disk", "nearby"],
			steps: 150,
			weather: { "http-403": 0.5 },
		},
		patches: [
			{
				// It takes its time to look.
				file: "packages/core/src/object-model/change-members.ts",
				find: '	await insertStored(context, "members", fields);',
				replace:
					'	await insertStored(context, "members", fields);\n	await new Promise<void>((look) => {\n		context.kernel.environment.setTimer(look, 3_000);\n	});',
			},
			{
				file: "packages/core/src/object-model/change-members.ts",
				find: 'if (stored?.envelope.hiddenBy === "")',
				replace:
					'if (stored?._deleted === false && stored.envelope.hiddenBy === "")',
			},
		],
	},
	{
		name: "shows the children of an org that was deleted",
		invariant: "S13",
		patches: [
			{
				file: "packages/core/src/store/follow-orgs.ts",
				find: "	return child._deleted ? undefined : hide(name, child, org);",
				replace:
					'	return child._deleted || name === "projects"\n		? undefined\n		: hide(name, child, org);',
			},
		],
	},
	{
		name: "takes what waits in an org that somebody else deleted for taken back",
		invariant: "S2",
		patches: [
			{
				file: "packages/core/src/store/follow-orgs.ts",
				find: '	return org.envelope.ended === "vanished"\n		? vanished(name, child, org._meta.lwt)',
				replace:
					'	return org.envelope.ended === ""\n		? vanished(name, child, org._meta.lwt)',
			},
		],
	},
];
