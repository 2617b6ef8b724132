import type { Part } from "./log.js";
import type { StoredDocument } from "./operation.js";

/** What a collection has at rest and not yet in memory. Parts are read one by one, each in a task of its own. */
export class PartLoader {
	readonly #merge: (documents: readonly StoredDocument[]) => void;
	readonly #loadAgain: () => Promise<void>;
	readonly #loadingByPart = new Map<Part, Promise<void> | undefined>();

	constructor(
		merge: (documents: readonly StoredDocument[]) => void,
		loadAgain: () => Promise<void>,
	) {
		this.#merge = merge;
		this.#loadAgain = loadAgain;
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
	}

	/** Reads what is left, one part after the other, so that what is asked for meanwhile comes first. */
	async loadAll(): Promise<void> {
		for (const part of [...this.#loadingByPart.keys()]) await this.#load(part);
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
		if (documents === undefined) return this.#loadAgain();
		this.#merge(documents);
		this.#loadingByPart.delete(part);
	}
}
