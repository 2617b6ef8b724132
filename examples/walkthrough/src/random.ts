/** Numbers in [0, 1) that follow from a seed (mulberry32): the same seed, the same numbers. */
export function createRandom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let value = Math.imul(state ^ (state >>> 15), state | 1);
		value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
		return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** A whole number from 0 to below `end`. */
export function below(random: () => number, end: number): number {
	return Math.floor(random() * end);
}
