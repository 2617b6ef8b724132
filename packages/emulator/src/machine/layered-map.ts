/** How many changes are laid over a map before both are folded into one. */
const largestTop = 256;

type Top<V> = ReadonlyMap<string, V | null>;

/**
 * A map that never changes, and makes a changed one without copying itself: the changes lie over a shared base.
 * Rows keep their order; new ones come last.
 */
export class LayeredMap<V extends object> implements ReadonlyMap<string, V> {
	readonly size: number;
	readonly #base: ReadonlyMap<string, V>;
	readonly #top: Top<V>;

	constructor(
		base: ReadonlyMap<string, V> = new Map(),
		top: Top<V> = new Map(),
	) {
		this.#base = base;
		this.#top = top;
		let size = base.size;
		for (const [key, value] of top)
			size += Number(value !== null) - Number(base.has(key));
		this.size = size;
	}

	/** The map with rows put in place, or taken away where they are null. */
	with(changes: Iterable<readonly [string, V | null]>): LayeredMap<V> {
		const top = new Map(this.#top);
		for (const [key, value] of changes) {
			// A new row that went and comes back comes last.
			if (top.get(key) === null && !this.#base.has(key)) top.delete(key);
			top.set(key, value);
		}
		const next = new LayeredMap(this.#base, top);
		return top.size > largestTop ? new LayeredMap(new Map(next)) : next;
	}

	get(key: string): V | undefined {
		const value = this.#top.get(key);
		return value === undefined ? this.#base.get(key) : (value ?? undefined);
	}

	has(key: string): boolean {
		return this.get(key) !== undefined;
	}

	*entries(): MapIterator<[string, V]> {
		for (const [key, row] of this.#base) {
			const value = this.#top.get(key);
			if (value !== null) yield [key, value ?? row];
		}
		for (const [key, value] of this.#top)
			if (value !== null && !this.#base.has(key)) yield [key, value];
	}

	*keys(): MapIterator<string> {
		for (const [key] of this.entries()) yield key;
	}

	*values(): MapIterator<V> {
		for (const [, value] of this.entries()) yield value;
	}

	[Symbol.iterator](): MapIterator<[string, V]> {
		return this.entries();
	}

	forEach(
		callback: (value: V, key: string, map: ReadonlyMap<string, V>) => void,
	): void {
		for (const [key, value] of this.entries()) callback(value, key, this);
	}
}
