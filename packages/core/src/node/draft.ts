import {
	type Image,
	idOf,
	type Operation,
	type StoredDocument,
} from "./image.js";

/**
 * The image as it will be when the group in the making is on disk. Writes are judged on it,
 * so that two writes of one document in the same group meet each other.
 */
export class Draft {
	readonly #image: Image;
	readonly #changedByCollection = new Map<
		string,
		Map<string, StoredDocument | undefined>
	>();

	constructor(image: Image) {
		this.#image = image;
	}

	find(collection: string, id: string): StoredDocument | undefined {
		const changed = this.#changedByCollection.get(collection);
		if (changed?.has(id)) return changed.get(id);
		return this.#image.get(collection)?.documentById.get(id);
	}

	/** Ids of the documents at rest that were deleted no later than this (`_meta.lwt`), and still are. */
	listTombstones(collection: string, deletedUntil: number): string[] {
		const ids = [...(this.#image.get(collection)?.documentById.keys() ?? [])];
		return ids.filter((id) => {
			const document = this.find(collection, id);
			return document?._deleted === true && document._meta.lwt <= deletedUntil;
		});
	}

	/** Takes in what the group has accepted. A dropped collection takes no later write: its instance is closed. */
	accept(operation: Operation): void {
		const changed =
			this.#changedByCollection.get(operation.collection) ?? new Map();
		this.#changedByCollection.set(operation.collection, changed);
		if (operation.kind === "put") {
			for (const document of operation.documents) {
				changed.set(idOf(document, operation.key), document);
			}
		} else if (operation.kind === "purge") {
			for (const id of operation.ids) changed.set(id, undefined);
		}
	}
}
