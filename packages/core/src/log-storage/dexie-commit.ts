import { Dexie, type PromiseExtended } from "dexie";
import type { RecordRow } from "./dexie-table.js";

/** The head's row and the records that are newer, as they lie. */
export interface FoundRows {
	readonly first: RecordRow | undefined;
	readonly newer: readonly RecordRow[];
}

/** What to write, and what to answer when it is durable. */
export interface Decision<Answer> {
	readonly replaced?: RecordRow;
	readonly added?: readonly RecordRow[];
	readonly answer: Answer;
}

/**
 * Looks, and writes at once, in a transaction of Dexie's that ends with it; what `decide` throws undoes it. By
 * IndexedDB's own requests, since every write of the store waits for this: with a promise after each, and without
 * saying at once that no more will come, it takes a third longer.
 */
export function decideAtOnce<Answer>(
	rows: IDBObjectStore,
	newer: IDBKeyRange,
	decide: (found: FoundRows) => Decision<Answer>,
): PromiseExtended<Answer> {
	return new Dexie.Promise((resolve, reject) => {
		const whenDone = <Result>(
			request: IDBRequest<Result>,
			next: (result: Result) => void,
		) => {
			request.onerror = (event) => {
				// Dexie would hold the transaction back from undoing itself, and what is being committed nobody else can undo.
				event.stopPropagation();
				reject(request.error);
			};
			request.onsuccess = () => {
				try {
					next(request.result);
				} catch (error) {
					reject(error);
				}
			};
		};
		let first: RecordRow | undefined;
		whenDone(rows.get(0), (row) => {
			first = row;
		});
		whenDone(rows.getAll(newer), (found: RecordRow[]) => {
			const { replaced, added = [], answer } = decide({ first, newer: found });
			const requests = added.map((row) => rows.add(row));
			if (replaced !== undefined) requests.push(rows.put(replaced));
			// Older engines do not have it, and find out by themselves.
			rows.transaction.commit?.();
			let left = requests.length;
			if (left === 0) resolve(answer);
			for (const request of requests)
				whenDone(request, () => {
					left -= 1;
					if (left === 0) resolve(answer);
				});
		});
	});
}
