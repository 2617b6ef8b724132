import type { Journal } from "../../journal/journal.js";
import type { StoreDatabase } from "../database.js";

/** The local document that says that this account is being wiped. Other tabs see it too. */
export const WIPING = "wiping";

/** Says that a wipe was begun, until it is finished: in the database, and in the journal, which outlives that. */
export interface WipeMark {
	set(database: StoreDatabase): Promise<void>;
	/** The wipe is not to be after all. */
	clear(database: StoreDatabase): Promise<void>;
}

export function wipeKey(name: string): string {
	return `${name}/wiping`;
}

export function wipeMark(journal: Journal | undefined, name: string): WipeMark {
	const key = wipeKey(name);
	return {
		set: async (database) => {
			// Either is enough to finish it after a crash.
			const [first, second] = await Promise.allSettled([
				(async () => journal?.write(key, "1"))(),
				database.upsertLocal(WIPING, {}),
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

/** Whether a wipe was begun and the journal still says so. */
export async function isWipeMarked(
	journal: Journal | undefined,
	name: string,
): Promise<boolean> {
	return (await journal?.read(wipeKey(name))) !== undefined;
}

/** Whether a wipe was begun and the database still says so. */
export async function isWipeBegun(database: StoreDatabase): Promise<boolean> {
	return (await database.getLocal(WIPING)) !== null;
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
