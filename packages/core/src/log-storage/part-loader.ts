import type { Part, StoredDocument } from "./log.js";

/** What a loader tells. */
export interface LoadHooks {
	/** A part was folded since it was loaded: everything has to be loaded again. */
	readonly loadAgain: () => Promise<void>;
	/** What one group needs is in memory: the time for the rest has come. */
	readonly groupShown?: () => void;
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

	/** Resolves when everything in memory that may hold this in this field, or all of it. */
	async whenLoaded(groupField?: string, group?: string): Promise<void> {
		const isAskedFor = (part: Part) =>
			group === undefined ||
			part.groupField !== groupField ||
			part.mayHold(group);
		const parts = [...this.#loadingByPart.keys()].filter(isAskedFor);
		await Promise.all(parts.map((part) => this.#load(part)));
		if (group !== undefined) this.#hooks.groupShown?.();
	}

	/** Reads what is left, some parts after the others, so that what is asked for meanwhile comes before the rest. */
	async loadAll(): Promise<void> {
		const parts = [...this.#loadingByPart.keys()];
		for (let n = 0; n < parts.length; n += PARTS_AT_ONCE) {
			const some = parts.slice(n, n + PARTS_AT_ONCE);
			await Promise.all(some.map((part) => this.#load(part)));
		}
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
