import {
	now,
	type PreparedQuery,
	type RxStorageDefaultCheckpoint,
	type RxStorageInstance,
} from "rxdb";
import { EngineError } from "../errors.js";
import {
	type Change,
	createDrop,
	createPurge,
	createWrite,
} from "./changes.js";
import type { Collection } from "./collection.js";
import type { CommitQueue } from "./commit-queue.js";
import { ensureIndex, type Memory } from "./memory-index.js";

/** What an instance stands on. */
export interface CollectionInstanceParts {
	/** Its name in the log. */
	readonly name: string;
	readonly collection: Collection;
	readonly memory: Memory;
	readonly queue: CommitQueue;
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
		databaseName,
		collectionName,
		schema,
		options,
		internals: {},
		...readVerbs(parts),
		...writeVerbs(parts),
		getAttachmentData: async () => {
			throw new EngineError("NOT_SUPPORTED", "Attachments are not kept here.");
		},
	};
}

function readVerbs({ memory, collection }: CollectionInstanceParts) {
	const { parts, documentById } = collection;
	const whenReadable = async ({ query, queryPlan }: PreparedQuery<unknown>) => {
		// First, so that it grows with each part that is read, and is not built in one long go at the end.
		ensureIndex(memory, queryPlan.index);
		if (!parts.isWhole)
			await parts.whenLoaded(collection.groupAskedFor(query.selector));
	};
	return {
		findDocumentsById: (ids: string[], deleted: boolean) => {
			const find = () => memory.findDocumentsById(ids, deleted);
			return parts.isWhole || ids.every((id) => documentById.has(id))
				? find()
				: parts.whenLoaded().then(find);
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
	const submit = async <Result>(change: Change<Result>): Promise<Result> => {
		if (closed !== undefined) throw isClosed(memory.collectionName);
		// What a write was made from can be judged only beside all that is there.
		if (!collection.parts.isWhole) await collection.parts.whenLoaded();
		return queue.submit(change);
	};
	const pending = new Set<Promise<unknown>>();
	const follow = <Result>(work: Promise<Result>): Promise<Result> => {
		const done = () => pending.delete(work);
		pending.add(work);
		work.then(done, done);
		return work;
	};
	const finish = async (work?: Promise<void>) => {
		try {
			await Promise.allSettled([...pending]);
			await work;
		} finally {
			await release();
		}
	};
	return {
		bulkWrite: (rows: Parameters<typeof createWrite>[1], context: string) =>
			follow(submit(createWrite(place, rows, context))),
		cleanup: (ageMs: number) =>
			follow(submit(createPurge(place, now() - ageMs))),
		close: () => {
			closed ??= finish();
			return closed;
		},
		remove: () => {
			if (closed !== undefined)
				return Promise.reject(isClosed(memory.collectionName));
			closed = finish(queue.submit(createDrop(place)));
			return closed;
		},
	};
}

function isClosed(collectionName: string): EngineError {
	return new EngineError(
		"STORE_CLOSED",
		`The collection ${collectionName} is closed. Open it again before writing to it.`,
	);
}
