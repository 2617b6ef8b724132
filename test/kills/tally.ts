import { quantile } from "../bench/statistics.js";
import type { Killed, Verdict } from "./device.js";
import type { Draw } from "./draws.js";

/** Counts what a run of kills showed. */
export interface Tally {
	killed(killed: Killed): void;
	note(opening: "first" | "second", verdict: Verdict, draw: Draw): void;
	faults(): number;
	summary(): string;
}

export function createTally(): Tally {
	const acknowledgedByKill: number[] = [];
	const openings = { first: 0, second: 0 };
	const openMs: number[] = [];
	let midFold = 0;
	let torn = 0;
	let checked = 0;
	let faults = 0;
	let destroyed = 0;
	return {
		killed: ({ acknowledged, isMidFold, torn: logs }) => {
			acknowledgedByKill.push(acknowledged);
			midFold += isMidFold ? 1 : 0;
			torn += logs.length > 0 ? 1 : 0;
			for (const { file, bytes } of logs)
				console.log(
					`Kill ${acknowledgedByKill.length} tore ${file} after ${bytes} bytes of a record${isMidFold ? ", in a fold" : ""}`,
				);
		},
		note: (opening, verdict, draw) => {
			openings[opening] += 1;
			openMs.push(verdict.openMs);
			checked += verdict.checked;
			destroyed += verdict.destroyed ? 1 : 0;
			const isSound = verdict.faults.length === 0;
			if (!isSound && !verdict.destroyed) faults += 1;
			if (isSound && !verdict.destroyed) return;
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
				`${faults} openings with a fault`,
			].join("\n"),
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
