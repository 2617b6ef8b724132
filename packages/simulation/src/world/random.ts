/** A source of random decisions that follows from a seed alone. */
export interface Random {
	/** A number in [0, 1). */
	next(): number;
	/** A whole number in [0, bound). */
	below(bound: number): number;
	/** A whole number from `from` to `to`, both included. */
	between(from: number, to: number): number;
	chance(probability: number): boolean;
	pick<Item>(items: readonly Item[]): Item;
	/** By weight; at least one weight is above zero. */
	weighted<Item>(items: readonly (readonly [Item, number])[]): Item;
	/** A UUID v4. */
	uuid(): string;
	/** Another source that follows from this one's seed and the name, whatever was drawn meanwhile. */
	fork(name: string): Random;
}

export function createRandom(seed: string): Random {
	let state = hash32(seed);
	const next = () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
	const below = (bound: number) => Math.floor(next() * bound);
	return {
		next,
		below,
		between: (from, to) => from + below(to - from + 1),
		chance: (probability) => next() < probability,
		pick: (items) => itemAt(items, below(items.length)),
		weighted: (items) => weighted(items, next()),
		uuid: () => uuidFrom(below),
		fork: (name) => createRandom(`${seed}/${name}`),
	};
}

function weighted<Item>(
	items: readonly (readonly [Item, number])[],
	drawn: number,
): Item {
	const total = items.reduce((sum, [, weight]) => sum + weight, 0);
	let left = drawn * total;
	for (const [item, weight] of items) {
		left -= weight;
		if (left < 0) return item;
	}
	return itemAt(items, items.length - 1)[0];
}

function itemAt<Item>(items: readonly Item[], index: number): Item {
	if (index < 0 || index >= items.length)
		throw new RangeError("Nothing to pick from");
	// Proof of the cast: the index lies within the array.
	return items[index] as Item;
}

function uuidFrom(below: (bound: number) => number): string {
	const digits = (count: number) =>
		Array.from({ length: count }, () => below(16).toString(16)).join("");
	const variant = (8 + below(4)).toString(16);
	return `${digits(8)}-${digits(4)}-4${digits(3)}-${variant}${digits(3)}-${digits(12)}`;
}

function hash32(text: string): number {
	let value = 0x811c9dc5;
	for (let index = 0; index < text.length; index++)
		value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
	return value ^ (value >>> 13);
}
