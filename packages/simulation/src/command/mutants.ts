import { readFileSync } from "node:fs";
import { mutants, waitingMutants } from "../mutants/catalogue/catalogue.js";
import { neededIn, type TableRow, tableOf } from "../mutants/table.js";
import { tryMutant } from "../mutants/try-mutant.js";

/**
 * Tries every deliberate bug; ends with 1 when one is not caught. `--only TEXT` tries those whose name holds it, and
 * `--table` each with the seed first that the table of SPEC.md names.
 */
const argument = (name: string, otherwise: string) => {
	const at = process.argv.indexOf(`--${name}`);
	return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise);
};

const most = Number(argument("seeds", "200"));
const table = process.argv.includes("--table")
	? readFileSync(new URL("../../SPEC.md", import.meta.url), "utf8")
	: "";
const only = argument("only", "");
const chosen = mutants.filter(
	({ name, invariant }) => name.includes(only) || invariant === only,
);
const rows: TableRow[] = [];
const waiting = [...chosen];

async function work(): Promise<void> {
	for (;;) {
		const mutant = waiting.shift();
		if (mutant === undefined) return;
		const verdict = await tryMutant(mutant, {
			most,
			hint: neededIn(table, mutant),
		});
		rows.push({ mutant, verdict });
		console.log(`${mutant.invariant} ${mutant.name}: ${said(verdict)}`);
	}
}

function said(verdict: TableRow["verdict"]): string {
	const { kind } = verdict;
	const needed = "seeds" in verdict ? ` after ${verdict.seeds} seeds` : "";
	const text = "text" in verdict ? `: ${verdict.text.slice(0, 400)}` : "";
	return `${kind}${needed}${text}`;
}

await Promise.all(
	Array.from({ length: Number(argument("processes", "2")) }, work),
);
rows.sort((a, b) => chosen.indexOf(a.mutant) - chosen.indexOf(b.mutant));
console.log(`\n${tableOf(rows, waitingMutants)}`);
const missed = rows.filter(({ verdict }) => verdict.kind !== "caught");
if (missed.length > 0) {
	console.log(`\n${missed.length} of ${rows.length} were not caught.`);
	process.exitCode = 1;
}
