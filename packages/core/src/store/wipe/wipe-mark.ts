import type { Journal } from "../../journal/journal.js";
import type { StoreDatabase } from "../database.js";

/** The local document that says that this account is being wiped. Other tabs see it too. */
export const WIPING = "wiping";

/** Says that a wipe was begun, until it is finished: in the database, and in the journal, which outlives that. */
export interface WipeMark {
	/** `discard`: it is to be finished whatever there is; else not while there is something that the Engine does not have. */
	set(database: StoreDatabase, discard: boolean): Promise<void>;
	/** The wipe is not to be after all. */
	clear(database: StoreDatabase): Promise<void>;
}

const DISCARD = "discard";
const SPARE = "spare";

export function wipeKey(name: string): string {
	return `${name}/wiping`;
}

export function wipeMark(journal: Journal | undefined, name: string): WipeMark {
	const key = wipeKey(name);
	return {
		set: async (database, discard) => {
			// Either is enough to finish it after a crash.
			const [first, second] = await Promise.allSettled([
				(async () => journal?.write(key, discard ? DISCARD : SPARE))(),
				database.upsertLocal(WIPING, { discard }),
			]);
			const noJournal = journal === undefined || first.status === "rejected";
			if (noJournal && second.status === "rejected") throw second.reason;
		},
		clear: async (database) => {
			await journal?.remove(key);
			const found = await database.getLocal(WIPING);
			await found?.remove();
		},
	};
}

/** Whether the journal says that a wipe was begun that is to be finished whatever there is. */
export async function isDiscardMarked(
	journal: Journal | undefined,
	name: string,
): Promise<boolean> {
	return (await journal?.read(wipeKey(name))) === DISCARD;
}

/** Whether a wipe was begun that is to be finished now. One that was to spare what is unsent, and finds some, is called off. */
export async function isWipeToFinish(
	database: StoreDatabase,
	{
		journal,
		name,
	}: { readonly journal: Journal | undefined; readonly name: string },
	isAllSent: boolean,
): Promise<boolean> {
	const inDatabase = await database.getLocal(WIPING);
	const inJournal = await journal?.read(wipeKey(name));
	if (inDatabase === null && inJournal === undefined) return false;
	if (isAllSent || inDatabase?.get("discard") || inJournal === DISCARD)
		return true;
	await wipeMark(journal, name).clear(database);
	return false;
}

/** Calls `run` when another tab begins to wipe this account. */
export function onWipe(database: StoreDatabase, run: () => void): () => void {
	const subscription = database.eventBulks$.subscribe(({ isLocal, events }) => {
		if (!isLocal) return;
		for (const { documentId, operation } of events)
			if (documentId === WIPING && operation !== "DELETE") run();
	});
	return () => subscription.unsubscribe();
}
