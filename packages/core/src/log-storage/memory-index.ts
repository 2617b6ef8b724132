import type { RxStorageInstanceCreationParams } from "rxdb";
import {
	bulkInsertToState,
	createMemoryStorageInstance,
	getMemoryIndexName,
	getRxStorageMemory,
	type RxStorageInstanceMemory,
	removeDocFromState,
} from "rxdb/plugins/storage-memory";
import type { StoredDocument } from "./log.js";

export type Memory = RxStorageInstanceMemory<unknown>;
export type CreationParams<T> = RxStorageInstanceCreationParams<T, object>;

/** RxDB's memory storage over documents that are there already. An index is built when it is first asked for. */
export async function createMemory(
	params: CreationParams<unknown>,
	documentById: Map<string, StoredDocument>,
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
	const { documents, byIndexArray } = internals;
	// What is in it so far; RxDB itself keeps only a complete index up to date.
	const state = { ...internals, documents: new Map(), byIndexArray: [index] };
	for (;;) {
		for (const [id, document] of state.documents)
			if (documents.get(id) !== document)
				removeDocFromState(primaryPath, schema, state, document);
		const missing = [...documents]
			.filter(([id]) => !state.documents.has(id))
			.map(([, document]) => ({ document }));
		const isLong = pause && missing.length > DOCUMENTS_AT_ONCE;
		const slice = isLong ? DOCUMENTS_AT_ONCE : missing.length;
		for (let from = 0; from < missing.length; from += slice) {
			const rows = missing.slice(from, from + slice);
			bulkInsertToState(primaryPath, state, [index], rows);
			if (isLong) await pause();
		}
		if (isLong) continue;
		byIndexArray.push(index);
		return;
	}
}
