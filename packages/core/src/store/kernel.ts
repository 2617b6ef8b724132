import { type Environment, systemEnvironment } from "../environment.js";
import { engineErrorOf } from "../errors.js";
import type { WriteBarrier } from "../gate/write-barrier.js";
import type { OpenJournal } from "../journal/open-journal.js";
import { collectionNames } from "../model/documents.js";
import type { Model } from "../model/migration.js";
import type { StoreStorage } from "../storage.js";
import { openAccountRecord } from "./account-record.js";
import {
	createReplica,
	type ReplicaParts,
	wrappedInstance,
} from "./create-replica.js";
import { openDatabase, type StoreDatabase } from "./database.js";
import { defaultStorage } from "./default-storage.js";
import { followOrgs } from "./follow-orgs.js";
import {
	beingUpdated,
	onNewerFormat,
	readFormat,
	refuseNewer,
} from "./format.js";
import { inTime } from "./in-time.js";
import { createLife, type StoreLife, storeClosed } from "./life.js";
import { type OpenDocuments, watchOpenDocuments } from "./open-documents.js";
import { beginOpening, type Opening, type OpenPlace } from "./opening.js";
import { purgeTombstones } from "./purge.js";
import { isAlone, placeOf, recoverStore } from "./recover-store.js";
import type { RecoveryRecord } from "./recovery-record.js";
import type { Replica } from "./replica.js";
import { forgetIdle } from "./secrets.js";
import { isStorageDenied } from "./storage-denied.js";
import {
	checkKeys,
	databaseName,
	rethrowTyped,
	type StoreOptions,
} from "./store-options.js";
import { createWatchedScopes, type WatchedScopes } from "./watched-scopes.js";
import { type ErasePlace, eraseAccount } from "./wipe/erase-account.js";
import { onWipe, type WipeMark, wipeMark } from "./wipe/wipe-mark.js";

/** What every part of the store stands on. */
export interface Kernel {
	readonly environment: Environment;
	readonly database: StoreDatabase;
	/** Whether what was acknowledged outlives the process. */
	readonly durable: boolean;
	readonly replica: Replica;
	readonly open: OpenDocuments;
	readonly watched: WatchedScopes;
	readonly recovery: RecoveryRecord;
	/** Undefined where there is none. */
	readonly journal: OpenJournal | undefined;
	readonly life: StoreLife;
	readonly barrier: WriteBarrier;
	/** Where everything of the account lies. */
	readonly place: ErasePlace;
	close(): Promise<void>;
}

/** Opens the database of one account, in memory where the platform keeps nothing and the app named no storage. */
export async function openKernel(
	options: StoreOptions,
	model: Model,
): Promise<Kernel> {
	checkKeys(options);
	const { storage } = options;
	if (storage !== undefined) return openIn(options, storage, model);
	try {
		return await openIn(options, defaultStorage(), model);
	} catch (error) {
		if (!isStorageDenied(error)) throw error;
		const { memoryStorage } = await import("../memory.js");
		return openIn(options, memoryStorage(), model);
	}
}

/** Opens it, after finishing a wipe that was broken off. */
async function openIn(
	options: StoreOptions,
	storage: StoreStorage,
	model: Model,
): Promise<Kernel> {
	const { environment = systemEnvironment(), openTimeoutMs = 30_000 } = options;
	const name = databaseName(options, environment);
	const where = { name, storage, environment };
	const place = { ...(await placeOf(options, where)), model };
	const open = () =>
		inTime(openOnce(options, place), openTimeoutMs, environment);
	try {
		const mark = wipeMark(place.journal, name);
		if ((await mark.read()) === "discard") await eraseAccount(place);
		// What could not be read is set aside by now, and the second opening tells it.
		const kernel = await open().catch((error: unknown) =>
			isCorrupt(error) ? open() : Promise.reject(error),
		);
		if (await mayBeShown(kernel, model, mark)) return kernel;
		await kernel.close();
		const held = (await mark.stands()) ? await eraseAccount(place) : [];
		const anew = await open();
		// It stands as long as another tab holds on to something; what is empty is not to be erased under the new one.
		if (held.length > 0) await mark.clear(anew.database);
		return anew;
	} catch (error) {
		place.journal?.close?.();
		throw error;
	}
}

const isCorrupt = (error: unknown) =>
	engineErrorOf(error)?.code === "CORRUPT_DATA";

/**
 * Whether it may be shown, by what other tabs began before they could see this one: false while the account is being
 * wiped. Rejects with NEWER_DATA where a newer app brings the documents over.
 */
async function mayBeShown(
	kernel: Kernel,
	model: Model,
	mark: WipeMark,
): Promise<boolean> {
	const { database, life, close } = kernel;
	try {
		if (await isWipeDue(kernel, mark)) return false;
		refuseNewer(await readFormat(database), model.version);
		life.assertOpen();
		return true;
	} catch (error) {
		// One that ended by itself fails with whatever it was doing, with an error of RxDB too.
		const why = life.isEnding() ? await life.closed : undefined;
		if (why === "wiped") return false;
		await close();
		if (why === "newer-version") throw beingUpdated();
		throw why === undefined ? error : storeClosed();
	}
}

/** One that was to spare what is unsent is called off where there is any: whoever began it broke off before they looked. */
async function isWipeDue(
	{ database, open }: Kernel,
	mark: WipeMark,
): Promise<boolean> {
	const begun = await mark.read(database);
	const isAnyUnsent = collectionNames.some(
		(name) => open.list(name).length > 0,
	);
	if (begun !== "spare" || !isAnyUnsent) return begun !== undefined;
	await mark.clear(database);
	return false;
}

async function openOnce(
	options: StoreOptions,
	place: OpenPlace,
): Promise<Kernel> {
	const { name, storage, environment, model } = place;
	const opening = await beginOpening(options, place);
	const { sharing } = opening.joined;
	const database = await openDatabase({
		...opening,
		...{ name, storage, environment, model, sharing },
	}).catch((error: unknown) => {
		opening.giveUp();
		return rethrowTyped(error);
	});
	try {
		return await openedKernel(opening, place, database);
	} catch (error) {
		opening.giveUp();
		// Left open, its name and its collections' places in this realm would stay taken.
		await database.close();
		throw error;
	}
}

/** Finishes what an earlier process left, before anybody sees the store. */
async function openedKernel(
	opening: Opening,
	place: OpenPlace,
	database: StoreDatabase,
): Promise<Kernel> {
	const { instances, joined, journal, barrier, setAside } = opening;
	const { environment } = place;
	for (const collection of collectionNames)
		instances.set(collection, wrappedInstance(database, collection));
	const record = await openAccountRecord(database);
	opening.know(record);
	const opened = { database, environment, instances, record, joined };
	const recovery = await recoverStore({ ...opened, journal, place });
	await setAside.reportTo(recovery.add);
	const open = await watchOpenDocuments(database, instances);
	await followOrgs(instances, orgsToFollow(open));
	if (await isAlone(joined)) {
		await journal?.align(open.list);
		await purgeTombstones(instances, record);
	}
	const parts = { ...opened, open, recovery, journal, barrier, place };
	const kernel = startKernel(parts);
	opening.whenLost(() => void kernel.life.end("storage-lost"));
	return kernel;
}

type KernelParts = Omit<ReplicaParts, "watched" | "life"> &
	Pick<Kernel, "database" | "recovery" | "journal" | "barrier"> & {
		readonly place: OpenPlace;
	};

function startKernel(parts: KernelParts): Kernel {
	const { database, environment, open, record, joined } = parts;
	const { recovery, journal, barrier, place } = parts;
	const watched = createWatchedScopes();
	const life = createLife(async () => {
		// Another tab that erases the account takes this one for gone as soon as it leaves.
		await barrier.close(storeClosed());
		noWipe();
		noNewer();
		joined.close();
		open.close();
		watched.close();
		record.close();
		recovery.close();
		await database.close();
		journal?.close();
		place.journal?.close?.();
	});
	const noWipe = onWipe(database, () => {
		// This tab's own wipe ends it by itself, when it is sure that it goes on.
		if (!barrier.isClosed()) void life.end("wiped");
	});
	const noNewer = onNewerFormat(database, place.model.version, () => {
		void life.end("newer-version");
	});
	const replica = createReplica({ ...parts, watched, life });
	open.changes$.subscribe((changes) => forgetIdle(replica.secrets, changes));
	const { durable } = place.storage;
	return {
		...{ environment, database, durable, open, watched, replica },
		...{ recovery, journal, life, barrier, place },
		close: () => life.end("closed"),
	};
}

/** Orgs whose children may have been left behind by a crash: those deleted or refused, and whoever hides a child. */
function orgsToFollow(open: OpenDocuments): string[] {
	const orgs = open.list("orgs").filter((org) => org._deleted);
	const hiders = (["projects", "members"] as const).flatMap((name) =>
		open.list(name).map((child) => child.envelope.hiddenBy),
	);
	return [...new Set([...orgs.map((org) => org.id), ...hiders])].filter(
		(id) => id !== "",
	);
}
