import type { Stored } from "@engine-offline/core/replicate";
import {
	type CollectionName,
	collectionNames,
} from "@engine-offline/core/replicate";
import type { RxStorage } from "rxdb";
import { getRxStorageMemory } from "rxdb/plugins/storage-memory";

export interface StoredWrite {
	readonly name: CollectionName;
	readonly previous: Stored | undefined;
	readonly next: Stored;
}

/** What lies on a device's disk: it outlives every process, and shows what is written at the moment it is. */
export interface DeviceStorage {
	readonly storage: RxStorage<unknown, unknown>;
	/** Everything stored now, tombstones included. */
	documents(name: CollectionName): ReadonlyMap<string, Stored>;
	/** Notes what one write stored. */
	note(collection: string, documents: readonly unknown[]): void;
}

/** A disk in memory. `written` is told of every document stored. */
export function createMemoryDisk(
	written: (write: StoredWrite) => void,
): DeviceStorage {
	const shadow = new Map<CollectionName, Map<string, Stored>>(
		collectionNames.map((name) => [name, new Map()]),
	);
	// A map of its own: RxDB's memory storages share one.
	const storage = { ...getRxStorageMemory(), collectionStates: new Map() };
	return {
		// Proof of the cast: RxDB hands a storage only the options that openStore() gives, and it gives none.
		storage: storage as unknown as RxStorage<unknown, unknown>,
		documents: (name) => shadow.get(name) ?? new Map(),
		note: (collection, documents) => {
			const name = collectionNames.find((known) => known === collection);
			const known = name && shadow.get(name);
			if (name === undefined || known === undefined) return;
			for (const document of documents) {
				// Proof of the cast: these four collections hold only documents of the store's schemas.
				const next = document as Stored;
				const previous = known.get(next.id);
				known.set(next.id, next);
				written({ name, previous, next });
			}
		},
	};
}
