import type { RxStorage, RxStorageInstanceCreationParams } from "rxdb";
import { type CollectionName, collectionNames } from "../model/documents.js";
import type { Instance } from "./gate-place.js";

/** One of the four collections, as it is opened. */
export interface OpenedCollection {
	readonly instance: Instance;
	readonly name: CollectionName;
	readonly token: string;
}

/**
 * An RxStorage that hands each of the four collections to `wrap` as it is opened. Everything else (RxDB's internal
 * store, local documents) is left as it is.
 */
export function eachCollection<Internals, Options>(
	storage: RxStorage<Internals, Options>,
	wrap: (opened: OpenedCollection) => void,
): RxStorage<Internals, Options> {
	return {
		...storage,
		async createStorageInstance<Doc>(
			params: RxStorageInstanceCreationParams<Doc, Options>,
		) {
			const made = await storage.createStorageInstance(params);
			const name = collectionNames.find(
				(known) => known === params.collectionName,
			);
			if (name === undefined) return made;
			// Proof of the cast: these four names are opened by openStore() alone, with our own schemas.
			const instance = made as unknown as Instance;
			wrap({ instance, name, token: params.databaseInstanceToken });
			return made;
		},
	};
}
