import type { Environment } from "../environment.js";
import type { JournalConnection } from "./journal-connection.js";
import { RECORDS } from "./journal-place.js";

/** Something to be done in a transaction. */
export interface JournalStep<Value> {
	readonly mode: IDBTransactionMode;
	/**
	 * What it gives to `answer` is told when all is committed. It calls `then` when it has asked for all that it wants:
	 * what comes after it begins only then.
	 */
	run(
		records: IDBObjectStore,
		answer: (value: Value) => void,
		then: () => void,
	): void;
}

interface Waiting {
	readonly mode: IDBTransactionMode;
	run(records: IDBObjectStore, then: () => void): void;
	committed(): void;
	failed(reason: unknown): void;
}

/**
 * Runs steps in the order in which they were given: each at once when nothing is under way, else together with all that
 * came meanwhile, so that many writers wait for two commits at most.
 */
export function journalBatches(
	connection: JournalConnection,
	setTimer: Environment["setTimer"],
) {
	let waiting: Waiting[] = [];
	let isRunning = false;
	const run = async () => {
		if (isRunning) return;
		isRunning = true;
		// Until the end of this turn, so that what is asked for in one go is one transaction.
		await undefined;
		while (waiting.length > 0) {
			const batch = waiting;
			waiting = [];
			await runBatch({ connection, setTimer }, batch);
		}
		isRunning = false;
	};
	return <Value>(step: JournalStep<Value>): Promise<Value | undefined> =>
		new Promise((resolve, reject) => {
			let answered: Value | undefined;
			waiting.push({
				mode: step.mode,
				run: (records, then) => {
					const answer = (value: Value) => {
						answered = value;
					};
					step.run(records, answer, then);
				},
				committed: () => resolve(answered),
				failed: reject,
			});
			void run();
		});
}

/** A store's writes wait for the journal: what it leaves unanswered for so long has failed. */
const PATIENCE_MS = 5_000;

interface Place {
	readonly connection: JournalConnection;
	readonly setTimer: Environment["setTimer"];
}

/** What fails together is tried one by one: one text that finds no room takes no other with it. */
async function runBatch(
	place: Place,
	batch: readonly Waiting[],
): Promise<void> {
	const { connection, setTimer } = place;
	try {
		await answered(commitInTurn(connection, batch), setTimer);
		for (const each of batch) each.committed();
	} catch (error) {
		const isUnanswered = nameOf(error) === "TimeoutError";
		if (isUnanswered) connection.close();
		if (isUnanswered || batch.length === 1)
			for (const each of batch) each.failed(error);
		else for (const each of batch) await runBatch(place, [each]);
	}
}

function answered(
	work: Promise<void>,
	setTimer: Environment["setTimer"],
): Promise<void> {
	return new Promise((resolve, reject) => {
		const off = setTimer(() => {
			const message = "The journal did not answer.";
			reject(new DOMException(message, "TimeoutError"));
		}, PATIENCE_MS);
		work.finally(off).then(resolve, reject);
	});
}

/** A connection that the browser cut (a phone in the background, say) shows it only when it is used. */
async function commitInTurn(
	connection: JournalConnection,
	batch: readonly Waiting[],
): Promise<void> {
	try {
		await commit(await connection.open(), batch);
	} catch (error) {
		if (!isCut(error)) throw error;
		connection.close();
		await commit(await connection.open(), batch);
	}
}

const nameOf = (error: unknown) =>
	error instanceof DOMException ? error.name : "";
const isCut = (error: unknown) => nameOf(error) === "InvalidStateError";

function commit(
	database: IDBDatabase,
	batch: readonly Waiting[],
): Promise<void> {
	const isWrite = batch.some(({ mode }) => mode === "readwrite");
	const mode = isWrite ? "readwrite" : "readonly";
	// A commit has reached the operating system, which is enough against the death of a process.
	const options = { durability: "relaxed" } as const;
	const transaction = database.transaction(RECORDS, mode, options);
	const records = transaction.objectStore(RECORDS);
	const goOn = (at: number): void => {
		const next = batch[at];
		if (next !== undefined) next.run(records, () => goOn(at + 1));
		// Without it, a page that is frozen now would keep every other tab from writing.
		else transaction.commit();
	};
	return new Promise((resolve, reject) => {
		transaction.oncomplete = () => resolve();
		transaction.onabort = () => reject(transaction.error);
		goOn(0);
	});
}
