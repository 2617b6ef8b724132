import { expect, it } from "vitest";
import { vacuous } from "./tally.js";

it("[SI6] names what occurred too seldom for a batch to prove anything of it", () => {
	const enough = new Map<string, number>(
		["accepted", "merged", "refused", "superseded", "cancelled"].map(
			(name) => [`outcome ${name}`, 20] as const,
		),
	);
	expect(vacuous(enough, [], 1_000)).toEqual([]);
	enough.set("outcome merged", 19);
	const faults = ["hang", "freeze"] as const;
	expect(vacuous(enough, faults, 1_000)).toEqual([
		"fault hang: 0 times, not 20",
		"step freeze: 0 times, not 20",
		"outcome merged: 19 times, not 20",
	]);
	expect(vacuous(enough, faults, 200)).toEqual([
		"fault hang: 0 times, not 4",
		"step freeze: 0 times, not 4",
	]);
	expect(vacuous(enough, faults, 199)).toEqual([]);
});
