import type { RxCollection, RxDocument, RxStorageWriteError } from "rxdb";
import type { CollectionName, DocumentByName } from "../model/documents.js";
import type { InsertByName } from "../model/insertable.js";
import type { StoreDatabase } from "./database.js";

type Found<Name extends CollectionName> = RxDocument<DocumentByName[Name]>;

/** RxDB's inserting methods, for documents that leave out what the gate fills in. */
interface ShortInserts<Name extends CollectionName> {
	insert(document: InsertByName[Name]): Promise<Found<Name>>;
	insertIfNotExists(document: InsertByName[Name]): Promise<Found<Name>>;
	bulkInsert(documents: InsertByName[Name][]): Promise<{
		success: Found<Name>[];
		error: RxStorageWriteError<DocumentByName[Name]>[];
	}>;
}

/** A collection with everything that RxDB offers; each write of the app passes the gate. */
export type StoreCollection<Name extends CollectionName> = ShortInserts<Name> &
	RxCollection<DocumentByName[Name]>;

export type StoreCollections = {
	readonly [Name in CollectionName]: StoreCollection<Name>;
};

/** The database's collections, with inserts that may leave out what the gate fills in. */
export function shortInserts(database: StoreDatabase): StoreCollections {
	// Proof of the cast: the gate lies under every write of these collections and fills what is left out.
	return database.collections as unknown as StoreCollections;
}
