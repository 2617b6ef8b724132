import type { Collection } from "./collection.js";
import type { LogRecord } from "./log.js";
import { fieldOf, type Operation, type StoredDocument } from "./operation.js";

type Changes = Map<string, StoredDocument | undefined>;

/**
 * The documents as they will be when the group in the making is at rest. Writes are judged on it,
 * so that two writes of one document in the same group, or in two tabs, meet each other.
 */
export class Draft {
	readonly #collections: ReadonlyMap<string, Collection>;
	readonly #changesByCollection = new Map<string, Changes>();
	readonly #dropped = new Set<string>();

	constructor(
		collections: ReadonlyMap<string, Collection>,
		newer: readonly LogRecord[],
	) {
		this.#collections = collections;
		for (const { operations } of newer)
			for (const operation of operations) this.accept(operation);
	}

	find(collection: string, id: string): StoredDocument | undefined {
		const changes = this.#changesByCollection.get(collection);
		if (changes?.has(id)) return changes.get(id);
		if (this.#dropped.has(collection)) return undefined;
		return this.#collections.get(collection)?.documentById.get(id);
	}

	/** Ids of the documents at rest that were deleted no later than this (`_meta.lwt`), and still are. */
	listTombstones(collection: string, deletedUntil: number): string[] {
		const known = this.#collections.get(collection)?.documentById.keys() ?? [];
		return [...known].filter((id) => {
			const document = this.find(collection, id);
			return document?._deleted === true && document._meta.lwt <= deletedUntil;
		});
	}

	/** Takes in what the group has accepted. */
	accept(operation: Operation): void {
		const { collection } = operation;
		const changes: Changes =
			this.#changesByCollection.get(collection) ?? new Map();
		this.#changesByCollection.set(collection, changes);
		switch (operation.kind) {
			case "put":
				for (const document of operation.documents)
					changes.set(fieldOf(document, operation.key), document);
				return;
			case "purge":
				for (const id of operation.ids) changes.set(id, undefined);
				return;
			case "drop":
				changes.clear();
				this.#dropped.add(collection);
				return;
			default:
				operation satisfies never;
		}
	}
}
