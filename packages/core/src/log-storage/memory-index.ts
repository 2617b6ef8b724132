import type { RxStorageInstanceCreationParams } from "rxdb";
import {
	bulkInsertToState,
	createMemoryStorageInstance,
	getMemoryIndexName,
	getRxStorageMemory,
	type RxStorageInstanceMemory,
	removeDocFromState,
} from "rxdb/plugins/storage-memory";
import type { ChangedDocuments, DocumentMap } from "./document-map.js";

export type Memory = RxStorageInstanceMemory<unknown>;
export type CreationParams<T> = RxStorageInstanceCreationParams<T, object>;

/** RxDB's memory storage over documents that are there already. An index is built when it is first asked for. */
export async function createMemory(
	params: CreationParams<unknown>,
	documentById: DocumentMap,
): Promise<Memory> {
	// RxDB's own keeps its state in a map of the module, for all who use it and for ever.
	const storage = { ...getRxStorageMemory(), collectionStates: new Map() };
	const memory = await createMemoryStorageInstance(storage, params, {});
	memory.internals.documents = documentById;
	memory.internals.byIndexArray = [];
	return memory;
}

type Index = Memory["internals"]["byIndexArray"][number];

/** So many documents are put into an index in one go: some 30 ms of work on a slow machine. */
const DOCUMENTS_AT_ONCE = 2048;

const growingIndexes = new WeakMap<Index, Promise<void>>();

/**
 * Builds the index that a query is planned on, unless it is there. With a pause a long one is built in slices, between
 * which others read and write; a short one is there when this returns.
 */
export async function ensureIndex(
	memory: Memory,
	fields: string[],
	pause?: () => Promise<void>,
): Promise<void> {
	const { byIndex, byIndexArray } = memory.internals;
	const index = byIndex[getMemoryIndexName(fields)];
	if (index === undefined || byIndexArray.includes(index)) return;
	const growing = growingIndexes.get(index) ?? grow(index, memory, pause);
	growingIndexes.set(index, growing);
	await growing;
}

async function grow(
	index: Index,
	{ internals, primaryPath, schema }: Memory,
	pause: (() => Promise<void>) | undefined,
): Promise<void> {
	// Proof of the cast: `createMemory` put it there.
	const documents = internals.documents as DocumentMap;
	const atOnce = pause ? DOCUMENTS_AT_ONCE : Number.POSITIVE_INFINITY;
	const changed = documents.watch();
	const ids = idsToIndex(documents, changed);
	for (;;) {
		// RxDB itself keeps only a complete index up to date.
		const state = { ...internals, documents: new Map(), byIndexArray: [index] };
		const slice = take(ids, atOnce);
		for (const id of slice) {
			const before = changed.get(id);
			if (before) removeDocFromState(primaryPath, schema, state, before);
			changed.delete(id);
		}
		const rows = slice.flatMap((id) => {
			const document = documents.get(id);
			return document ? [{ document }] : [];
		});
		bulkInsertToState(primaryPath, state, [index], rows);
		if (slice.length < atOnce) break;
		await pause?.();
	}
	documents.unwatch(changed);
	internals.byIndexArray.push(index);
}

/** Each document as it is reached, then each that was changed meanwhile, as often as it is changed again. */
function* idsToIndex(documents: DocumentMap, changed: ChangedDocuments) {
	for (const id of documents.keys()) if (!changed.has(id)) yield id;
	yield* changed.keys();
}

function take<T>(from: Iterator<T>, count: number): T[] {
	const taken: T[] = [];
	while (taken.length < count) {
		const next = from.next();
		if (next.done) break;
		taken.push(next.value);
	}
	return taken;
}
