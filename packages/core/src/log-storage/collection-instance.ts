import {
	type BulkWriteRow,
	now,
	type PreparedQuery,
	type RxStorageDefaultCheckpoint,
	type RxStorageInstance,
	type RxStorageWriteErrorConflict,
} from "rxdb";
import { EngineError } from "../errors.js";
import type { Collection } from "./collection.js";
import type { Change, CommitQueue } from "./commit-queue.js";
import { judgeRows } from "./judge-rows.js";
import { ensureIndex, type Memory } from "./memory-index.js";

/** What an instance stands on. */
export interface CollectionInstanceParts {
	/** Its name in the log. */
	readonly name: string;
	readonly collection: Collection;
	readonly memory: Memory;
	readonly queue: CommitQueue;
	/** Lets others work in the middle of a long go. */
	readonly pause: (() => Promise<void>) | undefined;
	/** Runs once, when the instance was closed or removed. */
	readonly release: () => Promise<void>;
}

export type CollectionInstance = RxStorageInstance<
	unknown,
	object,
	object,
	RxStorageDefaultCheckpoint
>;

/**
 * One collection: reads come from memory; a write reaches memory, and those who listen, when it is durable. A read
 * waits until everything it could need is in memory.
 * Documents given in and handed out are shared with memory and must not be changed.
 */
export function createCollectionInstance(
	parts: CollectionInstanceParts,
): CollectionInstance {
	const { databaseName, collectionName, schema, options } = parts.memory;
	return {
		...{ databaseName, collectionName, schema, options, internals: {} },
		...readVerbs(parts),
		...writeVerbs(parts),
		getAttachmentData: async () => {
			throw new EngineError("NOT_SUPPORTED", "Attachments are not kept here.");
		},
	};
}

function readVerbs({ memory, collection, pause }: CollectionInstanceParts) {
	const whenReadable = async ({ query, queryPlan }: PreparedQuery<unknown>) => {
		// The index first, so that it grows with each part that is read, and is not built at the end.
		const indexed = ensureIndex(memory, queryPlan.index, pause);
		await Promise.all([indexed, collection.whenFindable(query.selector)]);
	};
	return {
		findDocumentsById: async (ids: string[], deleted: boolean) => {
			await collection.whenThere(ids);
			return memory.findDocumentsById(ids, deleted);
		},
		query: async (query: PreparedQuery<unknown>) => {
			await whenReadable(query);
			return memory.query(query);
		},
		count: async (query: PreparedQuery<unknown>) => {
			await whenReadable(query);
			return memory.count(query);
		},
		changeStream: () => memory.changeStream(),
	};
}

function writeVerbs(parts: CollectionInstanceParts) {
	const { memory, queue, collection, release } = parts;
	const place = { collection: parts.name, key: memory.primaryPath };
	let closed: Promise<void> | undefined;
	const submit = submitTo(parts, () => closed !== undefined);
	const drop = async () => {
		try {
			await submit("", () => ({ kind: "drop", ...place }));
		} finally {
			await release();
		}
	};
	return {
		bulkWrite: async (rows: BulkWriteRow<unknown>[], context: string) => {
			let error: RxStorageWriteErrorConflict<unknown>[] = [];
			await submit(context, (find) => {
				const judged = judgeRows(rows, { key: place.key, context, find });
				error = judged.error;
				const { documents } = judged;
				return documents.length > 0
					? { kind: "put", ...place, documents }
					: undefined;
			});
			return { error };
		},
		cleanup: async (ageMs: number) => {
			const deletedUntil = now() - ageMs;
			await submit("", (find) => {
				const ids = [...collection.documentById.keys()].filter((id) => {
					const found = find(id);
					return found?._deleted && found._meta.lwt <= deletedUntil;
				});
				return ids.length > 0 ? { kind: "purge", ...place, ids } : undefined;
			});
			return true;
		},
		close: () => {
			// What was begun is waited for.
			closed ??= queue.between(async () => {}).then(release);
			return closed;
		},
		remove: async () => {
			if (closed !== undefined) throw isClosed(memory.collectionName);
			const dropped = drop();
			closed = dropped;
			await dropped;
		},
	};
}

/** How to have a change of this collection written. */
function submitTo(
	{ name, memory, queue, collection }: CollectionInstanceParts,
	isClosing: () => boolean,
) {
	const { drops } = collection;
	return async (context: string, plan: Change["plan"]): Promise<void> => {
		if (isClosing()) throw isClosed(memory.collectionName);
		// What a write was made from can be judged only beside all that is there.
		await collection.parts.load();
		await queue.submit({
			collection: name,
			context,
			plan: (find) => {
				// By what is at rest at this moment: another tab may have dropped it.
				if (collection.drops !== drops) throw isRemoved(memory.collectionName);
				return plan(find);
			},
		});
	};
}

function isRemoved(collectionName: string): EngineError {
	return new EngineError(
		"STORE_CLOSED",
		`The collection ${collectionName} was removed by another tab, which may have a newer version of the app. Nothing was stored here; reload this tab.`,
	);
}

function isClosed(collectionName: string): EngineError {
	return new EngineError(
		"STORE_CLOSED",
		`The collection ${collectionName} is closed. Open it again before writing to it.`,
	);
}
