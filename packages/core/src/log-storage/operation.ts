import type { RxDocumentData } from "rxdb";

/** A document of any collection, of which the storage knows only what RxDB adds to each. */
export type StoredDocument = RxDocumentData<unknown>;

/** What a record holds: changes of collections, to be applied in order. All of a record is there or none. */
export type Operation =
	| {
			readonly kind: "put";
			/** Name and schema version, as `projects/0`. */
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

/** A text field of a document, such as the one that holds its primary key; '' when it is no text. */
export function fieldOf(document: StoredDocument, field: string): string {
	const value: unknown = Reflect.get(document, field);
	return typeof value === "string" ? value : "";
}

/** How many documents an operation writes. */
export const countRows = (operation: Operation): number =>
	operation.kind === "put" ? operation.documents.length : 1;
