/** Numbers in [0, 1) that follow from a seed. */
export function createDraws(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** What one kill is: how the program writes, and when it dies. */
export interface Draw {
	readonly bulk: number;
	readonly lanes: number;
	readonly foldFromBytes: number;
	/** Most die in the midst of writing or of a fold, some before anything was acknowledged. */
	readonly killFrom: "opening" | "acknowledgement" | "fold";
	/** Ms after that. */
	readonly killAfterMs: number;
}

const KIBIBYTE = 1024;

/**
 * Few and many writers; a log that is folded now and then, and one that is folded all the time. With `isAimed` each
 * kill strikes in a fold.
 */
export function drawKill(draw: () => number, isAimed = false): Draw {
	const oneOf = <Value>(values: readonly [Value, ...Value[]]): Value =>
		values[Math.floor(draw() * values.length)] ?? values[0];
	const chance = isAimed ? 0 : draw();
	const killFrom =
		chance < 0.5 ? "fold" : chance < 0.9 ? "acknowledgement" : "opening";
	const isFold = killFrom === "fold";
	return {
		bulk: oneOf([0, 20, 400]),
		lanes: oneOf([1, 8, 50, 150]),
		foldFromBytes: oneOf(isFold ? [16, 64] : [16, 64, 512]) * KIBIBYTE,
		killFrom,
		killAfterMs: Math.round(isFold ? draw() ** 2 * 15 : draw() ** 2 * 1_500),
	};
}
