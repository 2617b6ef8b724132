/** Four mixed 32-bit words of a text. Not for secrets. */
function hash128(text: string): [number, number, number, number] {
	let a = 1779033703;
	let b = 3144134277;
	let c = 1013904242;
	let d = 2773480762;
	for (let i = 0; i < text.length; i++) {
		const k = text.charCodeAt(i);
		a = b ^ Math.imul(a ^ k, 597399067);
		b = c ^ Math.imul(b ^ k, 2869860233);
		c = d ^ Math.imul(c ^ k, 951274213);
		d = a ^ Math.imul(d ^ k, 2716044179);
	}
	a = Math.imul(c ^ (a >>> 18), 597399067);
	b = Math.imul(d ^ (b >>> 22), 2869860233);
	c = Math.imul(a ^ (c >>> 17), 951274213);
	d = Math.imul(b ^ (d >>> 19), 2716044179);
	a ^= b ^ c ^ d;
	return [a >>> 0, (b ^ a) >>> 0, (c ^ a) >>> 0, (d ^ a) >>> 0];
}

/** The UUID (version 4 in shape, lower case) that belongs to a text; the same text gives the same id. */
export function uuidOf(text: string): string {
	const hex = hash128(text)
		.map((word) => word.toString(16).padStart(8, "0"))
		.join("");
	const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		`4${hex.slice(13, 16)}`,
		variant + hex.slice(17, 20),
		hex.slice(20),
	].join("-");
}

export interface Random {
	/** A number from 0 up to but not including 1. */
	next(): number;
	/** A whole number from 0 up to but not including `bound`. */
	below(bound: number): number;
	/** One of the items. There must be at least one. */
	pick<T>(items: readonly T[]): T;
	/** A copy in another order. */
	shuffle<T>(items: readonly T[]): T[];
}

/** Random numbers that are the same for the same seed (sfc32). Not for secrets. */
export function createRandom(seed: string): Random {
	let [a, b, c, d] = hash128(seed);
	const next = (): number => {
		const t = (a + b + d) | 0;
		d = (d + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = ((c << 21) | (c >>> 11)) + t;
		c |= 0;
		return (t >>> 0) / 4294967296;
	};
	for (let i = 0; i < 12; i++) next();
	const below = (bound: number): number => Math.floor(next() * bound);
	return {
		next,
		below,
		pick: (items) => pickFrom(items, below),
		shuffle: (items) => shuffled(items, below),
	};
}

function pickFrom<T>(items: readonly T[], below: (bound: number) => number): T {
	const index = below(items.length);
	const [item] = items.slice(index, index + 1);
	if (item === undefined) throw new Error("There is nothing to pick from.");
	return item;
}

function shuffled<T>(
	items: readonly T[],
	below: (bound: number) => number,
): T[] {
	const rest = [...items];
	const result: T[] = [];
	while (rest.length > 0) result.push(...rest.splice(below(rest.length), 1));
	return result;
}
