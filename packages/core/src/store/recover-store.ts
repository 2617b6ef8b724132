import type { Environment } from "../environment.js";
import type { Instance } from "../gate/gate-place.js";
import type { Journal } from "../journal/journal.js";
import { type OpenJournal, openJournal } from "../journal/open-journal.js";
import { traceOf } from "../journal/trace.js";
import type { CollectionName } from "../model/documents.js";
import type { Model } from "../model/migration.js";
import type { StoreStorage } from "../storage.js";
import type { JoinedTabs } from "../tabs/join-tabs.js";
import type { AccountRecordKeeper } from "./account-record.js";
import { findDamagedRecords } from "./damaged-records.js";
import type { StoreDatabase } from "./database.js";
import { openRecoveryRecord, type RecoveryRecord } from "./recovery-record.js";
import type { StoreOptions } from "./store-options.js";
import type { ErasePlace } from "./wipe/erase-account.js";

interface JournalChoice {
	/** As in `StoreOptions`. */
	readonly journal: Journal | false | undefined;
	readonly storage: StoreStorage;
	readonly environment: Environment;
	readonly name: string;
}

/** The journal that the app gave, or the platform's. */
export async function chosenJournal({
	journal,
	storage,
	environment,
	name,
}: JournalChoice): Promise<Journal | undefined> {
	if (journal !== undefined) return journal || undefined;
	// What is gone with the process anyway has no use for a second place.
	return storage.durable ? environment.openJournal?.(name) : undefined;
}

/** Where everything of an account lies. */
export async function placeOf(
	{ journal }: Pick<StoreOptions, "journal">,
	where: Omit<JournalChoice, "journal">,
): Promise<ErasePlace> {
	return {
		...where,
		journal: await chosenJournal({ ...where, journal }),
		trace: traceOf(where.environment.texts, where.name),
	};
}

/** The journal of this account; undefined where there is none, or none can be read. */
export async function journalOf(
	{ journal: given, journalRoom: room }: StoreOptions,
	{
		journal,
		name: database,
		trace,
		model,
	}: ErasePlace & { readonly model: Model },
	instances: ReadonlyMap<CollectionName, Instance>,
): Promise<OpenJournal | undefined> {
	if (journal === undefined) return undefined;
	const place = { journal, database, instances, room, model, trace };
	return openJournal(place).catch((error: unknown) => {
		// One that the app gave must not be missing without a word; localStorage may be denied at any moment.
		if (given !== undefined) throw error;
		return undefined;
	});
}

interface RecoverParts {
	readonly database: StoreDatabase;
	readonly place: ErasePlace;
	readonly record: AccountRecordKeeper;
	readonly joined: JoinedTabs;
	readonly journal: OpenJournal | undefined;
}

/**
 * Puts back what the journal has and the store has lost, and keeps what there is to say about it. What could not be read
 * is told last: broken off before, all of it is done again.
 */
export async function recoverStore(
	parts: RecoverParts,
): Promise<RecoveryRecord> {
	const { database, place, record, joined, journal } = parts;
	const kept = await openRecoveryRecord(database);
	const damaged = await findDamagedRecords(place, kept);
	const isDamaged = damaged.count > 0;
	// What was in them is missing, or older than it was: every list is asked for anew.
	if (isDamaged) await record.change({ listedAt: {} });
	await journal?.recover({
		...{ record, isDamaged, report: kept.add },
		now: place.environment.now(),
		alone: await isAlone(joined),
	});
	await damaged.tell();
	return kept;
}

/** Whether no other tab has this store open now. */
export async function isAlone({ sharing }: JoinedTabs): Promise<boolean> {
	if (sharing === undefined) return true;
	const { tabs } = sharing;
	// Asked for after this tab's own, so that its own is counted for sure.
	const turn = { mode: "shared" } as const;
	await tabs.locks.request(tabs.lockName("tab"), turn, async () => {});
	return (await tabs.countOthers()) === 0;
}
