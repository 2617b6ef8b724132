import type { Mutant, WaitingMutant } from "./mutant.js";
import type { Verdict } from "./try-mutant.js";

export interface TableRow {
	readonly mutant: Mutant;
	readonly verdict: Verdict;
}

/** The table of SPEC.md: each bug, the invariant that catches it, and how many seeds that took. */
export function tableOf(
	rows: readonly TableRow[],
	waiting: readonly WaitingMutant[],
): string {
	return [
		"| bug: it … | invariant | seeds needed |",
		"|---|---|---|",
		...rows.map(
			({ mutant, verdict }) =>
				`| ${mutant.name} | ${mutant.invariant} | ${neededOf(verdict)} |`,
		),
		...waiting.map(
			({ name, invariant, waitsFor }) =>
				`| ${name} | ${invariant} | waits for ${waitsFor} |`,
		),
	].join("\n");
}

/** How many seeds a bug needed when the table was made. */
export function neededIn(
	table: string,
	{ name, invariant }: Pick<Mutant, "name" | "invariant">,
): number | undefined {
	const [, rest = ""] = table.split(`| ${name} | ${invariant} | `);
	return Number.parseInt(rest, 10) || undefined;
}

function neededOf(verdict: Verdict): string {
	switch (verdict.kind) {
		case "caught":
			return String(verdict.seeds);
		case "escaped":
			return "not caught";
		case "broken":
			return "does not run";
	}
}
