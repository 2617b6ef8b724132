import { type Observable, Subject, type Subscription } from "rxjs";
import type { Instance } from "../gate/gate-place.js";
import { SENTINEL } from "../journal/sentinel.js";
import {
	type CollectionName,
	collectionNames,
	type Stored,
} from "../model/documents.js";
import type { StoreDatabase } from "./database.js";
import { findStored } from "./storage-query.js";

/** Documents of one collection as they were just written, by this tab or another. */
export interface StoredChanges {
	readonly name: CollectionName;
	readonly documents: readonly Stored[];
}

/** The documents that are unfinished, tombstones included, kept in memory: what waits, what is in doubt, what has issues. */
export interface OpenDocuments {
	list(name: CollectionName): readonly Stored[];
	/** Emits after each write to a collection, with everything that was written. */
	readonly changes$: Observable<StoredChanges>;
	close(): void;
}

/** Reads the unfinished documents once, by index, and follows every write from then on. */
export async function watchOpenDocuments(
	database: StoreDatabase,
	instances: ReadonlyMap<CollectionName, Instance>,
): Promise<OpenDocuments> {
	const open = new Map(
		collectionNames.map((name) => [name, new Map<string, Stored>()]),
	);
	const changes$ = new Subject<StoredChanges>();
	const note = (name: CollectionName, documents: readonly Stored[]) => {
		for (const doc of documents) keep(open.get(name), doc);
	};
	const subscription = followWrites(database, (changes) => {
		note(changes.name, changes.documents);
		changes$.next(changes);
	});
	for (const [name, instance] of instances) {
		const found = await findStored(instance, { "envelope.open": { $eq: 1 } });
		const known = open.get(name);
		// An event that came meanwhile is newer than what was read.
		note(
			name,
			found.filter((doc) => !known?.has(doc.id)),
		);
	}
	return {
		list: (name) => [...(open.get(name)?.values() ?? [])],
		changes$: changes$.asObservable(),
		close: () => {
			subscription.unsubscribe();
			changes$.complete();
		},
	};
}

function keep(open: Map<string, Stored> | undefined, doc: Stored): void {
	if (doc.envelope.open === 1) open?.set(doc.id, doc);
	else open?.delete(doc.id);
}

function followWrites(
	database: StoreDatabase,
	next: (changes: StoredChanges) => void,
): Subscription {
	return database.eventBulks$.subscribe((bulk) => {
		const name = collectionNames.find((known) => known === bulk.collectionName);
		if (bulk.isLocal || name === undefined) return;
		// Proof of the cast: these four collections hold only documents of our schemas.
		const documents = bulk.events
			.map((event) => event.documentData as unknown as Stored)
			.filter(({ id }) => id !== SENTINEL);
		if (documents.length > 0) next({ name, documents });
	});
}
