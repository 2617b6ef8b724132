import type { BulkWriteRow, RxStorageWriteErrorConflict } from "rxdb";
import type { StoredDocument } from "./operation.js";

type Row = BulkWriteRow<unknown>;

/** What is needed to judge the rows of one write. */
export interface JudgeOptions {
	readonly idOf: (document: StoredDocument) => string;
	/** The document as it is now, with what the group has already accepted. */
	readonly find: (id: string) => StoredDocument | undefined;
	readonly context: string;
}

/** Documents that may be written, and the conflicts of the rows that may not. */
export interface Judgement {
	readonly documents: StoredDocument[];
	readonly errors: RxStorageWriteErrorConflict<unknown>[];
}

/**
 * Judges each row by itself: it is accepted when it was made from the document as it is now.
 * A second row for the same id in one write is a conflict with the first.
 */
export function judgeRows(
	rows: readonly Row[],
	{ idOf, find, context }: JudgeOptions,
): Judgement {
	const judgement: Judgement = { documents: [], errors: [] };
	const acceptedById = new Map<string, StoredDocument>();
	for (const row of rows) {
		const id = idOf(row.document);
		const accepted = acceptedById.get(id);
		const current = accepted ?? find(id);
		if (
			current === undefined ||
			(accepted === undefined && row.previous?._rev === current._rev)
		) {
			acceptedById.set(id, row.document);
			judgement.documents.push(row.document);
		} else {
			judgement.errors.push({
				isError: true,
				status: 409,
				documentId: id,
				writeRow: row,
				documentInDb: current,
				context,
			});
		}
	}
	return judgement;
}
