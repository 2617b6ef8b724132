import type { RxStorageInstanceCreationParams } from "rxdb";
import {
	createMemoryStorageInstance,
	type DocWithIndexString,
	getMemoryIndexName,
	getRxStorageMemory,
	type RxStorageInstanceMemory,
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

/** Builds the index that a query is planned on, unless it is there. */
export function ensureIndex(memory: Memory, fields: string[]): void {
	const { byIndex, byIndexArray, documents } = memory.internals;
	const index = byIndex[getMemoryIndexName(fields)];
	if (index === undefined || byIndexArray.includes(index)) return;
	memory.ensurePersistence();
	const entries: DocWithIndexString<unknown>[] = [];
	for (const [id, document] of documents)
		entries.push([index.getIndexableString(document), document, id]);
	index.docsWithIndex = entries.sort((one, other) =>
		one[0] < other[0] ? -1 : 1,
	);
	byIndexArray.push(index);
}
