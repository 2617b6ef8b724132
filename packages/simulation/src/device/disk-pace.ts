import type { Random } from "../world/random.js";

/** How long operations of a disk take (virtual ms). */
export interface DiskPace {
	/** Until an operation takes place, or, drawn again, from then until its answer. */
	delayOf(kind: "read" | "write"): number;
	/** Whether no answer comes before that of an earlier operation. */
	readonly answersInOrder: boolean;
	readonly isSlow: boolean;
}

/** The pace of one process's disk. One that may be slow is so in half of the processes, each in its own way. */
export function drawPace(random: Random, maySlow: boolean): DiskPace {
	const slowness = random.fork("pace").weighted([
		["none", 3],
		["slow", 2],
		["crawling", 1],
	] as const);
	if (!maySlow || slowness === "none")
		return {
			delayOf: () => quick(random),
			answersInOrder: false,
			isSlow: false,
		};
	const longest = slowness === "slow" ? 30 : 120;
	return {
		delayOf: (kind) =>
			kind === "read" ? quick(random) : slow(random, longest),
		answersInOrder: true,
		isSlow: true,
	};
}

function quick(random: Random): number {
	return random.weighted([
		[0, 6],
		[1, 3],
		[4, 1],
		[20, 0.1],
	]);
}

function slow(random: Random, longest: number): number {
	return random.weighted([
		[random.between(0, longest), 30],
		[random.between(longest, 10 * longest), 1],
	]);
}
