import type { CollectionName } from "../model/documents.js";
import { isCollectionName } from "./record.js";

/** The keys of one account in a journal. Nobody else's begin so. */
export interface JournalKeys {
	/** What all of them begin with. */
	readonly all: string;
	/** Records of documents begin so. */
	readonly documents: string;
	/** What is known of the orgs of those documents. */
	readonly orgs: string;
	/** What is known of the persons whom those documents name. */
	readonly persons: string;
	/** Says that there is a store that was left with its sentinels in it. */
	readonly mark: string;
	document(name: CollectionName, id: string): string;
	org(id: string): string;
	person(id: string): string;
	/** The document that a key is of. */
	place(
		key: string,
	): { readonly name: CollectionName; readonly id: string } | undefined;
}

export function journalKeys(database: string): JournalKeys {
	const all = `${database}/`;
	const documents = `${all}document/`;
	const orgs = `${all}org/`;
	const persons = `${all}person/`;
	return {
		all,
		documents,
		orgs,
		persons,
		mark: `${all}mark`,
		document: (name, id) => `${documents}${name}/${id}`,
		org: (id) => orgs + id,
		person: (id) => persons + id,
		place: (key) => {
			const [name = "", ...rest] = key.slice(documents.length).split("/");
			return isCollectionName(name) ? { name, id: rest.join("/") } : undefined;
		},
	};
}
