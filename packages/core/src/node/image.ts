import type { RxDocumentData } from "rxdb";

/** A document of any collection, of which the storage knows only what RxDB adds to each. */
export type StoredDocument = RxDocumentData<unknown>;

/** What a record holds: changes of collections, to be applied in order. All of a record is there or none. */
export type Operation =
	| {
			readonly kind: "put";
			readonly collection: string;
			/** The field that holds the primary key. */
			readonly key: string;
			readonly documents: readonly StoredDocument[];
	  }
	| {
			readonly kind: "purge";
			readonly collection: string;
			readonly ids: readonly string[];
	  }
	| { readonly kind: "drop"; readonly collection: string };

/** Documents of one collection by id, and the field their id is in. */
export interface CollectionImage {
	readonly key: string;
	readonly documentById: Map<string, StoredDocument>;
}

/** What a log says, read from its start to its end. */
export type Image = Map<string, CollectionImage>;

/** The id of a document, whose primary key lies in the field `key`. */
export function idOf(document: StoredDocument, key: string): string {
	// RxDB checks that a primary key is a string field of the schema before it creates a storage.
	return (document as unknown as Readonly<Record<string, string>>)[key] ?? "";
}

/** Changes the image as the operation says. */
export function applyOperation(image: Image, operation: Operation): void {
	switch (operation.kind) {
		case "put":
			put(image, operation);
			return;
		case "purge": {
			const documentById = image.get(operation.collection)?.documentById;
			for (const id of operation.ids) documentById?.delete(id);
			return;
		}
		case "drop":
			image.delete(operation.collection);
			return;
		default:
			operation satisfies never;
	}
}

function put(image: Image, operation: Operation & { kind: "put" }): void {
	const { collection, key, documents } = operation;
	const known = image.get(collection) ?? {
		key,
		documentById: new Map<string, StoredDocument>(),
	};
	image.set(collection, known);
	for (const document of documents)
		known.documentById.set(idOf(document, key), document);
}

/** How many documents, tombstones included, the image holds. */
export function countDocuments(image: Image): number {
	let count = 0;
	for (const { documentById } of image.values()) count += documentById.size;
	return count;
}

const DOCUMENTS_PER_RECORD = 500;

/** The shortest list of operations that makes this image. */
export function* imageToOperations(image: Image): Generator<Operation> {
	for (const [collection, { key, documentById }] of image) {
		const documents = [...documentById.values()];
		for (
			let start = 0;
			start < documents.length;
			start += DOCUMENTS_PER_RECORD
		) {
			const part = documents.slice(start, start + DOCUMENTS_PER_RECORD);
			yield { kind: "put", collection, key, documents: part };
		}
	}
}
