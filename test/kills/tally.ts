import { quantile } from "../bench/statistics.js";
import type { Killed } from "./device.js";
import type { Draw } from "./draws.js";
import type { TornLog } from "./torn-logs.js";
import type { Verdict } from "./verdicts.js";

/** Counts what a run of kills showed. */
export interface Tally {
	killed(killed: Killed): void;
	note(opening: "first" | "second", verdict: Verdict, draw: Draw): void;
	faults(): number;
	summary(): string;
}

export function createTally(hasJournal: boolean): Tally {
	const acknowledgedByKill: number[] = [];
	const openings = { first: 0, second: 0 };
	const openMs: number[] = [];
	let midFold = 0;
	let torn = 0;
	let checked = 0;
	let faults = 0;
	let destroyed = 0;
	const journal = createJournalTally();
	return {
		killed: ({ acknowledged, isMidFold, torn: logs }) => {
			acknowledgedByKill.push(acknowledged);
			midFold += isMidFold ? 1 : 0;
			torn += logs.length > 0 ? 1 : 0;
			for (const log of logs)
				console.log(tornLine(acknowledgedByKill.length, log, isMidFold));
		},
		note: (opening, verdict, draw) => {
			openings[opening] += 1;
			openMs.push(verdict.openMs);
			checked += verdict.checked;
			destroyed += Number(verdict.destroyed);
			journal.note(verdict);
			const isSound = verdict.faults.length === 0;
			// Without a journal nothing can come back of what a browser destroyed.
			if (!isSound && (hasJournal || !verdict.destroyed)) faults += 1;
			if (isSound && !verdict.destroyed && !verdict.bucketDestroyed) return;
			console.log(
				describe(acknowledgedByKill.length, { opening, verdict, draw }),
			);
		},
		faults: () => faults,
		summary: () =>
			[
				`${acknowledgedByKill.length} kills, ${openings.first} first and ${openings.second} second openings`,
				`${sum(acknowledgedByKill)} documents acknowledged, ${acknowledgedByKill.filter((n) => n > 0).length} kills after an acknowledgement, ${midFold} in the midst of a fold`,
				`${checked} documents checked; opening took ${Math.round(quantile(openMs, 0.5))} ms (median)`,
				`${torn} kills left a record of LevelDB torn`,
				`${destroyed} times the browser destroyed everything of the origin`,
				journal.summary(),
				`${faults} openings with a fault`,
			].join("\n"),
	};
}

const tornLine = (kill: number, log: TornLog, isMidFold: boolean) =>
	`Kill ${kill} tore ${log.file} after ${log.bytes} bytes${isMidFold ? ", in a fold" : ""}`;

/** Counts what the journal did, and what became of it. */
export function createJournalTally() {
	let destroyed = 0;
	let restored = 0;
	let reported = 0;
	let unreported = 0;
	return {
		note: (verdict: Verdict) => {
			destroyed += verdict.bucketDestroyed ? 1 : 0;
			restored += verdict.recovered.restored;
			reported += verdict.reported;
			unreported += verdict.faults.length;
		},
		summary: () =>
			`${destroyed} times the journal's bucket; ${restored} documents put back, ${reported} reported as lost, ${unreported} lost unreported`,
	};
}

interface Case {
	readonly opening: string;
	readonly verdict: Verdict;
	readonly draw: Draw;
}

function describe(kill: number, { opening, verdict, draw }: Case): string {
	const some = verdict.faults
		.slice(0, 5)
		.map(({ id, what, acknowledged, shown }) => {
			return `  ${id}: ${what}; acknowledged step ${acknowledged}, shows ${shown}`;
		});
	const cause = verdict.destroyed
		? `the browser destroyed everything of the origin; ${verdict.faults.length} untold losses, ${JSON.stringify(told(verdict))}`
		: `${verdict.faults.length} of ${verdict.checked} documents`;
	return [
		`Kill ${kill}, ${opening} opening, ${JSON.stringify(draw)}: ${cause}`,
		...some,
	].join("\n");
}

const told = ({ recovered }: Verdict) => ({
	...recovered,
	lost: recovered.lost.length,
});

const sum = (values: readonly number[]) =>
	values.reduce((total, value) => total + value, 0);
