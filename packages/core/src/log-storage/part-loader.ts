import type { Part, StoredDocument } from "./log.js";

/** What a loader tells. */
export interface LoadHooks {
	/** A part was folded since it was loaded: everything has to be loaded again. */
	readonly loadAgain: () => Promise<void>;
}

/** So many parts are asked for at a time; each is read in a task of its own. */
const PARTS_AT_ONCE = 8;

/** What a collection has at rest and not yet in memory. */
export class PartLoader {
	readonly #merge: (documents: readonly StoredDocument[]) => void;
	readonly #hooks: LoadHooks;
	readonly #loadingByPart = new Map<Part, Promise<void> | undefined>();

	constructor(
		merge: (documents: readonly StoredDocument[]) => void,
		hooks: LoadHooks,
	) {
		this.#merge = merge;
		this.#hooks = hooks;
	}

	add(part: Part): void {
		this.#loadingByPart.set(part, undefined);
	}

	/** Nothing at rest counts any more: the collection was dropped, or read in another way. */
	forget(): void {
		this.#loadingByPart.clear();
	}

	get size(): number {
		return this.#loadingByPart.size;
	}

	get isWhole(): boolean {
		return this.size === 0;
	}

	/**
	 * Resolves when those parts are in memory, all by default, or enough of them. Asks for some at a time, so that what is
	 * asked for meanwhile does not wait for all of them.
	 */
	async load(
		isAskedFor = (_part: Part) => true,
		isEnough = () => false,
	): Promise<void> {
		if (this.isWhole) return;
		const parts = [...this.#loadingByPart.keys()].filter(isAskedFor).values();
		const loadSome = async () => {
			for (const part of parts) {
				if (isEnough()) return;
				await this.#load(part);
			}
		};
		await Promise.all(Array.from({ length: PARTS_AT_ONCE }, loadSome));
	}

	async #load(part: Part): Promise<void> {
		if (!this.#loadingByPart.has(part)) return;
		const loading = this.#loadingByPart.get(part) ?? this.#read(part);
		this.#loadingByPart.set(part, loading);
		await loading;
	}

	async #read(part: Part): Promise<void> {
		const documents = await part.read().catch((error: unknown) => {
			// Asked again, it is read again.
			if (this.#loadingByPart.has(part))
				this.#loadingByPart.set(part, undefined);
			throw error;
		});
		if (!this.#loadingByPart.has(part)) return;
		if (documents === undefined) return this.#hooks.loadAgain();
		this.#merge(documents);
		this.#loadingByPart.delete(part);
	}
}
