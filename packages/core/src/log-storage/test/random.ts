/** Drawn from a seed: the same seed, the same draws. */
export interface Random {
	/** A whole number from 0 to limit - 1. */
	below(limit: number): number;
	chance(probability: number): boolean;
}

export function createRandom(seed: number): Random {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x9e3779b9) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
		mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
		return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
	};
	return {
		below: (limit) => Math.floor(next() * limit),
		chance: (probability) => next() < probability,
	};
}
