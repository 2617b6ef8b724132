import type {
	BulkWriteRow,
	RxDocumentData,
	RxStorageWriteErrorConflict,
} from "rxdb";

/** What is needed to judge the rows of one write. */
export interface JudgeOptions<T> {
	readonly idOf: (document: RxDocumentData<T>) => string;
	/** The document as it is now, with what the group has already accepted. */
	readonly find: (id: string) => RxDocumentData<T> | undefined;
	readonly context: string;
}

/** Rows that may be written, and the conflicts of those that may not. */
export interface Judgement<T> {
	readonly accepted: BulkWriteRow<T>[];
	readonly errors: RxStorageWriteErrorConflict<T>[];
}

/**
 * Judges each row by itself: it is accepted when it was made from the document as it is now.
 * A second row for the same id in one write is a conflict with the first.
 */
export function judgeRows<T>(
	rows: readonly BulkWriteRow<T>[],
	options: JudgeOptions<T>,
): Judgement<T> {
	const judgement: Judgement<T> = { accepted: [], errors: [] };
	const acceptedById = new Map<string, RxDocumentData<T>>();
	for (const row of rows) {
		const id = options.idOf(row.document);
		const earlier = acceptedById.get(id);
		const current = earlier ?? options.find(id);
		if (earlier === undefined && isMadeFrom(row, current)) {
			acceptedById.set(id, row.document);
			judgement.accepted.push(withPrevious(row, current));
		} else {
			judgement.errors.push(
				toConflict(row, id, { current, context: options.context }),
			);
		}
	}
	return judgement;
}

const isMadeFrom = <T>(
	row: BulkWriteRow<T>,
	current: RxDocumentData<T> | undefined,
) => current === undefined || row.previous?._rev === current._rev;

/** The memory storage finds its index entries by `previous`: it must be the very document, not the caller's idea of it. */
const withPrevious = <T>(
	{ document, previous }: BulkWriteRow<T>,
	current: RxDocumentData<T> | undefined,
): BulkWriteRow<T> => {
	const before = current ?? previous;
	return before === undefined ? { document } : { document, previous: before };
};

function toConflict<T>(
	writeRow: BulkWriteRow<T>,
	documentId: string,
	{
		current,
		context,
	}: { current: RxDocumentData<T> | undefined; context: string },
): RxStorageWriteErrorConflict<T> {
	// A row conflicts only with a document that is there.
	const documentInDb = current as RxDocumentData<T>;
	return {
		isError: true,
		status: 409,
		documentId,
		writeRow,
		documentInDb,
		context,
	};
}
