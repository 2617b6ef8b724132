import {
	now,
	type RxStorageDefaultCheckpoint,
	type RxStorageInstance,
} from "rxdb";
import { EngineError } from "../errors.js";
import {
	type CollectionAtHand,
	createDrop,
	createPurge,
	createWrite,
} from "./collection-changes.js";
import type { Change, CommitQueue } from "./commit-queue.js";

/** What an instance stands on. */
export interface CollectionInstanceParts<T> extends CollectionAtHand<T> {
	readonly queue: CommitQueue;
	/** Runs once, when the instance was closed or removed. */
	readonly release: () => Promise<void>;
}

export type CollectionInstance<T> = RxStorageInstance<
	T,
	object,
	object,
	RxStorageDefaultCheckpoint
>;

/**
 * One collection: reads come from memory; a write reaches memory, and those who listen, when it is durable.
 * Documents given in and handed out are shared with memory and must not be changed.
 */
export function createCollectionInstance<T>(
	parts: CollectionInstanceParts<T>,
): CollectionInstance<T> {
	const { memory, queue } = parts;
	const { databaseName, collectionName, schema, options } = memory;
	let closed: Promise<void> | undefined;
	const finish = async (work: Promise<void>) => {
		try {
			await work;
			await memory.close();
		} finally {
			await parts.release();
		}
	};
	const submit = async <Result>(change: Change<Result>): Promise<Result> => {
		if (closed !== undefined) throw isClosed(collectionName);
		return queue.submit(change);
	};
	return {
		databaseName,
		collectionName,
		schema,
		options,
		internals: {},
		bulkWrite: (rows, context) => submit(createWrite(parts, rows, context)),
		findDocumentsById: (ids, deleted) => memory.findDocumentsById(ids, deleted),
		query: (query) => memory.query(query),
		count: (query) => memory.count(query),
		changeStream: () => memory.changeStream(),
		cleanup: (ageMs) => submit(createPurge(parts, now() - ageMs)),
		getAttachmentData: async () => {
			throw new EngineError("NOT_SUPPORTED", "Attachments are not kept here.");
		},
		close: () => {
			closed ??= finish(queue.whenIdle());
			return closed;
		},
		remove: () => {
			if (closed !== undefined) return Promise.reject(isClosed(collectionName));
			closed = finish(queue.submit(createDrop(parts)));
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
