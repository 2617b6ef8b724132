import type { Environment, StoreStorage } from "@engine-offline/core";
import {
	type CollectionName,
	collectionNames,
	type Stored,
} from "@engine-offline/core/replicate";
import type { Process } from "../world/process.js";

export interface StoredWrite {
	readonly name: CollectionName;
	readonly previous: Stored | undefined;
	readonly next: Stored;
	/** The name of the process that wrote it. */
	readonly process: string;
}

/** Documents by id, of each collection. */
export type StoredDocuments = ReadonlyMap<
	CollectionName,
	ReadonlyMap<string, Stored>
>;

export interface MediumParts {
	readonly openChannel: Environment["openChannel"];
	/** How long erasing one database takes (virtual ms), drawn anew each time. */
	readonly delay: () => number;
}

/** A storage that outlives processes, without what the world wants to know of it. */
export interface Medium {
	/** The storage as one process has it, beside others where there is a channel to them. */
	storageFor(
		process: Process,
		given: MediumParts,
	): Pick<StoreStorage, "rxStorage" | "catchUp" | "erase">;
	/** The names of what lies on it. */
	names(): Promise<readonly string[]>;
	/** Whether instances of a killed process have to be closed. */
	readonly closesKilled: boolean;
}

/** What lies on a device's disk: it outlives every process, and shows what is written at the moment it is. */
export interface DeviceStorage {
	/** What lies on it now; another one after a wipe. */
	medium(): Medium;
	/** While it is full, every write fails. */
	isFull(): boolean;
	setFull(isFull: boolean): void;
	/** Whether it is full, or was not long ago, so that something may still fail for it. */
	wasFull(): boolean;
	/** Destroys everything, while no process uses it, and answers what it was. */
	wipe(): StoredDocuments;
	/** The same of what an account had, all by default, whose databases are deleted by now. */
	forget(isMeant?: (doc: Stored) => boolean): StoredDocuments;
	/** Everything stored now, tombstones included. */
	documents(name: CollectionName): ReadonlyMap<string, Stored>;
	/**
	 * Whether what is written under this version of the schema is seen by nobody any more, since a newer app has brought
	 * the documents over: a page of the older one that was put away meanwhile may end a write there.
	 */
	isLeftBehind(collection: string, version: number): boolean;
	/** Notes what one write stored. */
	note(
		process: string,
		collection: string,
		documents: readonly unknown[],
	): void;
	/** The same of what may have been noted already; whoever wrote it. */
	noteLate(collection: string, documents: readonly unknown[]): void;
}

const AFTERMATH_MS = 5_000;

/** A disk made of media that come new from `createMedium`. `written` is told of every document stored. */
export function createDisk(
	createMedium: () => Medium,
	now: () => number,
	written: (write: StoredWrite) => void,
): DeviceStorage {
	const shadow = new Map<CollectionName, Map<string, Stored>>(
		collectionNames.map((name) => [name, new Map()]),
	);
	const versions = createVersions();
	let medium = createMedium();
	let isFull = false;
	let fullAt = Number.NEGATIVE_INFINITY;
	const note = (
		process: string,
		collection: string,
		documents: readonly unknown[],
	) => {
		const name = collectionNames.find((known) => known === collection);
		const known = name && shadow.get(name);
		if (name === undefined || known === undefined) return;
		for (const document of documents) {
			// Proof of the cast: these four collections hold only documents of the store's schemas.
			const next = document as Stored;
			const previous = known.get(next.id);
			known.set(next.id, next);
			written({ name, previous, next, process });
		}
	};
	const forget: DeviceStorage["forget"] = (isMeant) => {
		versions.forget();
		return emptied(shadow, isMeant);
	};
	return {
		medium: () => medium,
		isFull: () => isFull,
		setFull: (full) => {
			if (isFull) fullAt = now();
			isFull = full;
		},
		wasFull: () => isFull || now() - fullAt < AFTERMATH_MS,
		wipe: () => {
			medium = createMedium();
			return forget();
		},
		forget,
		isLeftBehind: versions.isLeftBehind,
		documents: (name) => shadow.get(name) ?? new Map(),
		note,
		noteLate: (collection, documents) => {
			const name = collectionNames.find((known) => known === collection);
			note("", collection, newerThan(name && shadow.get(name), documents));
		},
	};
}

/** Which version of its schema each collection has reached. */
function createVersions() {
	const newest = new Map<string, number>();
	return {
		isLeftBehind: (collection: string, version: number) => {
			const reached = Math.max(version, newest.get(collection) ?? 0);
			newest.set(collection, reached);
			return version < reached;
		},
		forget: () => newest.clear(),
	};
}

function newerThan(
	known: ReadonlyMap<string, Stored> | undefined,
	documents: readonly unknown[],
): readonly Stored[] {
	// Proof of the cast: as above.
	return (documents as readonly Stored[]).filter(
		({ id, _rev }) => heightOf(_rev) > heightOf(known?.get(id)?._rev),
	);
}

function emptied(
	shadow: ReadonlyMap<CollectionName, Map<string, Stored>>,
	isMeant: Parameters<DeviceStorage["forget"]>[0] = () => true,
): StoredDocuments {
	const before = new Map(
		[...shadow].map(([name, documents]) => [
			name,
			new Map([...documents].filter(([, doc]) => isMeant(doc))),
		]),
	);
	for (const [name, documents] of before)
		for (const id of documents.keys()) shadow.get(name)?.delete(id);
	return before;
}

/** How often a document was written, by its revision. */
export function heightOf(revision = "0-"): number {
	return Number.parseInt(revision, 10);
}
