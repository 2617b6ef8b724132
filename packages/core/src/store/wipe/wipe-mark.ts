import type { RxDatabase } from "rxdb";
import { getLocalDocStateByParent } from "rxdb/plugins/local-documents";
import type { Journal } from "../../journal/journal.js";
import type { StoreDatabase } from "../database.js";

/** The local document that says that this account is being wiped. Other tabs see it too. */
export const WIPING = "wiping";

/** What whoever finishes a wipe is to do with what the Engine does not have: let it go, or call the wipe off. */
export type WipeKind = "discard" | "spare";

/** Says that a wipe was begun, until it is finished: in the database, and in the journal, which outlives that. */
export interface WipeMark {
	set(database: StoreDatabase, kind: WipeKind): Promise<void>;
	/** What the journal says, and the database, where that is open by now; nothing when no wipe was begun. */
	read(database?: StoreDatabase): Promise<WipeKind | undefined>;
	/**
	 * Whether it stands still where it was set or read, as far as that is open. It does not where another tab has finished
	 * the wipe, as when this one was frozen: what lies there now is the account begun anew.
	 */
	stands(database?: StoreDatabase): Promise<boolean>;
	/** The wipe is not to be after all. */
	clear(database: StoreDatabase): Promise<void>;
}

export function wipeKey(name: string): string {
	return `${name}/wiping`;
}

export function wipeMark(journal: Journal | undefined, name: string): WipeMark {
	const key = wipeKey(name);
	let isInJournal = false;
	const inJournal = async () => {
		const kind = await journal?.read(key);
		isInJournal ||= kind !== undefined;
		return kind;
	};
	return {
		set: async (database, kind) => {
			// Either is enough to finish it after a crash.
			const [first, second] = await Promise.allSettled([
				(async () => journal?.write(key, kind))(),
				database.upsertLocal(WIPING, { kind }),
			]);
			isInJournal = journal !== undefined && first.status === "fulfilled";
			if (!isInJournal && second.status === "rejected") throw second.reason;
		},
		read: async (database) => {
			const inDatabase = await database?.getLocal(WIPING);
			const said = [await inJournal(), inDatabase?.get("kind")];
			if (said.includes("discard")) return "discard";
			return said.includes("spare") ? "spare" : undefined;
		},
		stands: async (database) => {
			if (isInJournal) return (await inJournal()) !== undefined;
			return database === undefined || isStored(database);
		},
		clear: async (database) => {
			await journal?.remove(key);
			const found = await database.getLocal(WIPING);
			await found?.remove();
		},
	};
}

/** RxDB's own `getLocal` answers what it has read before. */
async function isStored(database: StoreDatabase): Promise<boolean> {
	// Proof of the cast: it is one; only its dump's type names other collections.
	const parent = database as unknown as RxDatabase;
	const { storageInstance } = await getLocalDocStateByParent(parent);
	const found = await storageInstance.findDocumentsById([WIPING], false);
	return found.length > 0;
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
