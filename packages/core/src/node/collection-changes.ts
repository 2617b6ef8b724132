import type {
	BulkWriteRow,
	RxDocumentData,
	RxStorageBulkWriteResponse,
} from "rxdb";
import {
	type RxStorageInstanceMemory,
	removeDocFromState,
} from "rxdb/plugins/storage-memory";
import type { Change } from "./commit-queue.js";
import type { Draft } from "./draft.js";
import { idOf } from "./image.js";
import { type Judgement, judgeRows } from "./judge-rows.js";

/** One collection in memory, and its name, with the schema version, in the log. */
export interface CollectionAtHand<T> {
	readonly memory: RxStorageInstanceMemory<T>;
	readonly collection: string;
}

/** Writes the rows that are not in conflict; the answer holds the others. */
export function createWrite<T>(
	at: CollectionAtHand<T>,
	rows: readonly BulkWriteRow<T>[],
	context: string,
): Change<RxStorageBulkWriteResponse<T>> {
	const { memory, collection } = at;
	let judgement: Judgement<T> = { accepted: [], errors: [] };
	return {
		plan: (draft) => {
			judgement = judge(at, rows, { context, draft });
			const documents = judgement.accepted.map((row) => row.document);
			if (documents.length === 0) return undefined;
			return { kind: "put", collection, key: memory.primaryPath, documents };
		},
		settle: async () => {
			const { accepted, errors } = judgement;
			if (accepted.length === 0) return { error: errors };
			const { error } = await memory.bulkWrite(accepted, context);
			return { error: [...errors, ...error] };
		},
	};
}

function judge<T>(
	{ memory, collection }: CollectionAtHand<T>,
	rows: readonly BulkWriteRow<T>[],
	{ context, draft }: { context: string; draft: Draft },
): Judgement<T> {
	return judgeRows(rows, {
		context,
		idOf: (document) => idOf(document, memory.primaryPath),
		// Only instances of this collection, whose documents are of this type, write under its name.
		find: (id) => draft.find(collection, id) as RxDocumentData<T> | undefined,
	});
}

/** Takes tombstones out that were made no later than `deletedUntil` (`_meta.lwt`). */
export function createPurge<T>(
	{ memory, collection }: CollectionAtHand<T>,
	deletedUntil: number,
): Change<boolean> {
	let ids: string[] = [];
	return {
		plan: (draft) => {
			ids = draft.listTombstones(collection, deletedUntil);
			return ids.length === 0 ? undefined : { kind: "purge", collection, ids };
		},
		settle: () => {
			memory.ensurePersistence();
			for (const id of ids) forget(memory, id);
			return true;
		},
	};
}

function forget<T>(memory: RxStorageInstanceMemory<T>, id: string): void {
	const { primaryPath, schema, internals } = memory;
	const document = internals.documents.get(id);
	if (document) removeDocFromState(primaryPath, schema, internals, document);
}

/** Takes the whole collection out. */
export const createDrop = <T>({
	memory,
	collection,
}: CollectionAtHand<T>): Change<void> => ({
	plan: () => ({ kind: "drop", collection }),
	settle: () => memory.remove(),
});
