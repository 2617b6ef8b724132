import type { Mutant } from "../mutant.js";

/** Bugs of bringing what is stored over to a newer app. */
export const updateMutants: readonly Mutant[] = [
	{
		name: "takes a store that was only half brought over for done",
		invariant: "S1",
		patches: [
			{
				file: "packages/core/src/store/migrate.ts",
				find: "await writeFormat(parts.database, { target: model.version, left });",
				replace:
					"await writeFormat(parts.database, { target: model.version, left: [] });",
			},
		],
	},
	{
		name: "brings over to a newer app only what the Engine has",
		invariant: "S1",
		patches: [
			{
				file: "packages/core/src/store/migrate.ts",
				find: ".filter(({ id }) => !there.has(id))",
				replace:
					'.filter(({ id, envelope }) => !there.has(id) && envelope?.remoteId !== "")',
			},
		],
	},
	{
		name: "opens what a newer app has stored",
		invariant: "S18",
		patches: [
			{
				file: "packages/core/src/store/format.ts",
				find: "if (format === undefined || format.target <= version) return;",
				replace: "if (version >= 0) return;",
			},
		],
	},
];
