import type { Mutant } from "../mutant.js";

/** Bugs of logging out. */
export const leavingMutants: readonly Mutant[] = [
	{
		name: "leaves the journal behind at a logout",
		invariant: "S16",
		patches: [
			{
				file: "packages/core/src/store/wipe/erase-account.ts",
				find: "(await journal?.keys(journalKeys(name).all)) ?? [];",
				replace: "[] as string[];",
			},
		],
	},
	{
		name: "does not finish a logout that was cut off",
		invariant: "S16",
		patches: [
			{
				file: "packages/core/src/store/kernel.ts",
				find: 'if ((await mark.read()) === "discard") await eraseAccount(place);',
				replace: "",
			},
			{
				file: "packages/core/src/store/kernel.ts",
				find: "if (await isWipeDue(kernel, mark)) return false;",
				replace: "",
			},
		],
	},
	{
		name: "leaves what waits longest out of a logout's warning",
		invariant: "S1",
		patches: [
			{
				file: "packages/core/src/object-model/unsynced.ts",
				find: "...pending.flatMap(",
				replace: "...pending.slice(1).flatMap(",
			},
		],
	},
];
