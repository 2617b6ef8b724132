import type { BulkWriteRow, RxStorageWriteErrorConflict } from "rxdb";
import type { Find } from "./commit-queue.js";
import { fieldOf, type StoredDocument } from "./log.js";

/** Documents that may be written, and the conflicts of the rows that may not. */
export interface Judgement {
	readonly documents: StoredDocument[];
	readonly error: RxStorageWriteErrorConflict<unknown>[];
}

/**
 * Judges each row by itself: it is accepted when it was made from the document as it is now.
 * A second row for the same id in one write is a conflict with the first.
 */
export function judgeRows(
	rows: readonly BulkWriteRow<unknown>[],
	{ key, context, find }: { key: string; context: string; find: Find },
): Judgement {
	const judgement: Judgement = { documents: [], error: [] };
	const acceptedById = new Map<string, StoredDocument>();
	for (const writeRow of rows) {
		const { document, previous } = writeRow;
		const documentId = fieldOf(document, key);
		const accepted = acceptedById.get(documentId);
		const documentInDb = accepted ?? find(documentId);
		const isMadeFromIt = !accepted && previous?._rev === documentInDb?._rev;
		if (documentInDb === undefined || isMadeFromIt) {
			acceptedById.set(documentId, document);
			judgement.documents.push(document);
		} else {
			const conflict = { isError: true, status: 409, context } as const;
			judgement.error.push({
				...conflict,
				documentId,
				writeRow,
				documentInDb,
			});
		}
	}
	return judgement;
}

/** For those who show it: another tab has deleted it and forgotten the tombstone. */
export function buried(previous: StoredDocument): BulkWriteRow<unknown> {
	const height = Number.parseInt(previous._rev, 10) + 1;
	const document = { ...previous, _deleted: true, _rev: `${height}-purged` };
	return { previous, document };
}
