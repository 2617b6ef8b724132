import type {
	BulkWriteRow,
	RxStorageBulkWriteResponse,
	RxStorageWriteErrorConflict,
} from "rxdb";
import type { Draft } from "./draft.js";
import { judgeRows } from "./judge-rows.js";
import { fieldOf, type Operation } from "./operation.js";

/** A change on its way to the log. */
export interface Change<Result> {
	/** The context of the events it makes. */
	readonly context: string;
	/** Says what to write, judged on the draft; nothing when there is nothing to write. May be asked again. */
	plan(draft: Draft): Operation | undefined;
	/** The answer, when what was planned last is at rest and in memory. */
	answer(): Result;
}

/** A collection by its name in the log, and the field of its primary key. */
export interface CollectionPlace {
	readonly collection: string;
	readonly key: string;
}

/** Writes the rows that are not in conflict; the answer holds the others. */
export function createWrite(
	{ collection, key }: CollectionPlace,
	rows: readonly BulkWriteRow<unknown>[],
	context: string,
): Change<RxStorageBulkWriteResponse<unknown>> {
	let error: RxStorageWriteErrorConflict<unknown>[] = [];
	return {
		context,
		plan: (draft) => {
			const judgement = judgeRows(rows, {
				context,
				idOf: (document) => fieldOf(document, key),
				find: (id) => draft.find(collection, id),
			});
			error = judgement.errors;
			const { documents } = judgement;
			return documents.length === 0
				? undefined
				: { kind: "put", collection, key, documents };
		},
		answer: () => ({ error }),
	};
}

/** Takes tombstones out that were made no later than `deletedUntil` (`_meta.lwt`). */
export const createPurge = (
	{ collection }: CollectionPlace,
	deletedUntil: number,
): Change<boolean> => ({
	context: "",
	plan: (draft) => {
		const ids = draft.listTombstones(collection, deletedUntil);
		return ids.length === 0 ? undefined : { kind: "purge", collection, ids };
	},
	answer: () => true,
});

/** Takes the whole collection out. */
export const createDrop = ({ collection }: CollectionPlace): Change<void> => ({
	context: "",
	plan: () => ({ kind: "drop", collection }),
	answer: () => undefined,
});
