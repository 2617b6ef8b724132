import { removeRxDatabase } from "rxdb";
import type { Environment } from "../../environment.js";
import type { Journal } from "../../journal/journal.js";
import { journalKeys } from "../../journal/keys.js";
import type { Trace } from "../../journal/trace.js";
import type { StoreStorage } from "../../storage.js";
import { wipeKey } from "./wipe-mark.js";

/** What is to be erased, and where it lies. */
export interface ErasePlace {
	readonly name: string;
	readonly storage: StoreStorage;
	readonly journal: Journal | undefined;
	/** What says in a third place that it was here. */
	readonly trace: Trace;
	readonly environment: Environment;
}

/** A database that another tab holds open may not answer at all. */
const PATIENCE_MS = 10_000;

/**
 * Erases every database and record of one account and answers the names of what is left, which is nothing unless
 * another tab holds on to it. The store is closed. May be repeated, and broken off anywhere: the mark goes last.
 */
export async function eraseAccount(place: ErasePlace): Promise<string[]> {
	const { name, journal, trace } = place;
	const remains = await eraseDatabases(place);
	const mark = wipeKey(name);
	const keysLeft = async () =>
		(await journal?.keys(journalKeys(name).all)) ?? [];
	for (const key of await keysLeft())
		if (key !== mark) await journal?.remove(key);
	// As long as something is left, the next opening has to finish it.
	if (remains.length > 0) return [...remains, ...(await keysLeft())];
	trace.remove();
	if (journal?.erase !== undefined) return [...(await journal.erase())];
	await journal?.remove(mark);
	return [...(await keysLeft())];
}

/** The same for the databases alone; the journal stays, and puts back what waited at the next opening. */
export function eraseDatabases(place: ErasePlace): Promise<string[]> {
	return answered(erased(place), place.environment);
}

async function erased({ name, storage }: ErasePlace): Promise<string[]> {
	if (storage.erase !== undefined) return [...(await storage.erase(name))];
	await removeRxDatabase(name, storage.rxStorage, false);
	return [];
}

function answered(
	ending: Promise<string[]>,
	{ setTimer }: Environment,
): Promise<string[]> {
	return new Promise((resolve, reject) => {
		const off = setTimer(
			() => resolve(["a database that does not answer"]),
			PATIENCE_MS,
		);
		ending.then(resolve, reject).finally(off);
	});
}
