import type { Environment } from "../environment.js";
import type { Journal } from "./journal.js";
import { journalBatches } from "./journal-batches.js";
import { journalConnection } from "./journal-connection.js";
import type { JournalPlace } from "./journal-place.js";

/**
 * A journal in a small IndexedDB database of one account. What was written has been committed, and outlives a process
 * that is killed; it may not outlive a loss of power. All tabs share it. What is not answered within five seconds
 * rejects with a `TimeoutError`.
 */
export function indexedDbJournal(
	place: JournalPlace,
	setTimer: Environment["setTimer"],
): Required<Journal> {
	const connection = journalConnection(place);
	const ask = journalBatches(connection, setTimer);
	const write = async (run: (records: IDBObjectStore) => unknown) => {
		await ask({
			mode: "readwrite",
			run: (records, _answer, then) => {
				run(records);
				then();
			},
		});
	};
	return {
		keys: async (prefix) => {
			const keys = await ask<IDBValidKey[]>({
				mode: "readonly",
				run: (records, answer, then) => {
					take(records.getAllKeys(), answer);
					then();
				},
			});
			return (keys ?? []).map(String).filter((key) => key.startsWith(prefix));
		},
		read: (key) =>
			ask<string>({
				mode: "readonly",
				run: (records, answer, then) => {
					take(records.get(key), answer);
					then();
				},
			}),
		write: (key, text) => write((records) => records.put(text, key)),
		remove: (key) => write((records) => records.delete(key)),
		change: async (key, next) => {
			await ask({
				mode: "readwrite",
				run: (records, _answer, then) =>
					take(records.get(key), (held: unknown) => {
						const text = next(typeof held === "string" ? held : undefined);
						if (text === null) records.delete(key);
						else if (text !== undefined) records.put(text, key);
						then();
					}),
			});
		},
		erase: connection.erase,
		close: connection.close,
	};
}

function take<Value>(
	request: IDBRequest<Value>,
	answer: (value: Value) => void,
): void {
	request.onsuccess = () => answer(request.result);
}
