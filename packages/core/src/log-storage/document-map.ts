import type { StoredDocument } from "./log.js";

/** By id, what was in place of each document before it first changed; undefined for one that was not there. */
export type ChangedDocuments = Map<string, StoredDocument | undefined>;

/** The documents of a collection by id. Whoever works through them in slices can watch what changes meanwhile. */
export class DocumentMap extends Map<string, StoredDocument> {
	readonly #watching = new Set<ChangedDocuments>();

	/** Until it is given to `unwatch`, what is returned grows with every document that is set or deleted. */
	watch(): ChangedDocuments {
		const changed: ChangedDocuments = new Map();
		this.#watching.add(changed);
		return changed;
	}

	unwatch(changed: ChangedDocuments): void {
		this.#watching.delete(changed);
	}

	override set(id: string, document: StoredDocument): this {
		this.#noteChange(id);
		return super.set(id, document);
	}

	override delete(id: string): boolean {
		this.#noteChange(id);
		return super.delete(id);
	}

	#noteChange(id: string): void {
		for (const changed of this.#watching)
			if (!changed.has(id)) changed.set(id, this.get(id));
	}
}
