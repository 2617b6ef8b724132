import { type Environment, systemEnvironment } from "../environment.js";
import { assert, EngineError, engineErrorOf } from "../errors.js";
import type { GateSurroundings, Instance } from "../gate/gate-place.js";
import type { Journal } from "../journal/journal.js";
import type { OpenJournal } from "../journal/open-journal.js";
import { SENTINEL } from "../journal/sentinel.js";
import {
	type CollectionName,
	collectionNames,
	type Stored,
	type StoredOf,
} from "../model/documents.js";
import { dexieStorage, type StoreStorage } from "../storage.js";
import { type JoinedTabs, joinTabs } from "../tabs/join-tabs.js";
import {
	type AccountRecordKeeper,
	openAccountRecord,
} from "./account-record.js";
import { openDatabase, type StoreDatabase } from "./database.js";
import { followOrgs } from "./follow-orgs.js";
import { type OpenDocuments, watchOpenDocuments } from "./open-documents.js";
import { isAlone, journalOf, recoverStore } from "./recover-store.js";
import type { RecoveryRecord } from "./recovery-record.js";
import type { Replica } from "./replica.js";
import { createSecrets, forgetIdle } from "./secrets.js";
import { findStored, writeStored } from "./storage-query.js";
import { createWatchedScopes, type WatchedScopes } from "./watched-scopes.js";

export interface StoreOptions {
	/** A key for the Engine that the app talks to; it never changes (not the origin: REST and gRPC have different ones). */
	readonly engine: string;
	/** A key for the account on that Engine; it never changes. One account, one store. */
	readonly account: string;
	/** Default: IndexedDB by RxDB's Dexie storage. */
	readonly storage?: StoreStorage;
	readonly environment?: Environment;
	/**
	 * A second place for what the Engine does not have yet. Default: the page's localStorage where the storage is
	 * durable; `false` for none.
	 */
	readonly journal?: Journal | false;
	/** The most characters of this account in the journal. Default 2,000,000. */
	readonly journalRoom?: number;
}

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
	close(): Promise<void>;
}

/** Opens the database of one account and everything that follows it. */
export async function openKernel(options: StoreOptions): Promise<Kernel> {
	checkKeys(options);
	const environment = options.environment ?? systemEnvironment();
	const storage = options.storage ?? dexieStorage();
	const instances = new Map<CollectionName, Instance>();
	let userId = () => "";
	const surroundings: GateSurroundings = {
		now: environment.now,
		uuid: environment.uuid,
		userId: () => userId(),
		instances,
		followOrgs: (orgIds) => followOrgs(instances, orgIds),
	};
	const name = databaseName(options, environment);
	const journal = await journalOf(options, { storage, name, instances });
	const joined = joinTabs({ environment, storage, database: name });
	const { sharing } = joined;
	const place = { name, storage, environment, surroundings, sharing, journal };
	const database = await openDatabase(place).catch((error: unknown) => {
		joined.close();
		return rethrowTyped(error);
	});
	try {
		for (const collection of collectionNames)
			instances.set(collection, wrappedInstance(database, collection));
		const record = await openAccountRecord(database);
		userId = () => record.get().userId;
		const opened = { database, environment, instances, record, joined };
		const recovery = await recoverStore({ ...opened, journal });
		const open = await watchOpenDocuments(database, instances);
		if (await isAlone(joined)) await journal?.align(open.list);
		await followOrgs(instances, orgsToFollow(open));
		const parts = { ...opened, open, recovery, journal };
		return startKernel(parts, storage.durable);
	} catch (error) {
		joined.close();
		journal?.close();
		// Left open, its name and its collections' places in this realm would stay taken.
		await database.close();
		throw error;
	}
}

type KernelParts = Omit<ReplicaParts, "watched"> & {
	readonly database: StoreDatabase;
	readonly recovery: RecoveryRecord;
	readonly journal: OpenJournal | undefined;
};

function startKernel(parts: KernelParts, durable: boolean): Kernel {
	const { database, environment, open, record, joined } = parts;
	const { recovery, journal } = parts;
	const watched = createWatchedScopes();
	const replica = createReplica({ ...parts, watched });
	open.changes$.subscribe((changes) => forgetIdle(replica.secrets, changes));
	return {
		environment,
		database,
		durable,
		open,
		watched,
		replica,
		recovery,
		journal,
		close: async () => {
			joined.close();
			open.close();
			watched.close();
			record.close();
			recovery.close();
			await database.close();
			journal?.close();
		},
	};
}

/** RxDB's codes: DB8, this name is open in this realm; COL23, too many collections are. */
function rethrowTyped(error: unknown): never {
	const known = engineErrorOf(error);
	if (known !== undefined) throw known;
	const code: unknown =
		typeof error === "object" && error !== null && "code" in error
			? error.code
			: undefined;
	if (code === "DB8" || code === "COL23")
		throw new EngineError(
			"STORE_IN_USE",
			code === "DB8"
				? "This account's store is open already: close it, and wait until close() resolves."
				: "Three stores are open here, which is the most: close one first.",
			{ cause: error },
		);
	throw new EngineError(
		"STORAGE_FAILED",
		"The storage of this device could not be opened. Free some space or reload, then try again.",
		{ cause: error },
	);
}

function checkKeys({ engine, account }: StoreOptions): void {
	for (const [name, key] of Object.entries({ engine, account }))
		if (typeof key !== "string" || key.trim() === "")
			throw new EngineError(
				"INVALID_OPTION",
				`openStore() needs "${name}": a text that names the ${name} and never changes.`,
			);
}

/** One database for one account on one Engine: nobody reads another's. */
export function databaseName(
	{ engine, account }: Pick<StoreOptions, "engine" | "account">,
	environment: Environment,
): string {
	return `engine-offline-${environment.hash(JSON.stringify([engine, account]))}`;
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

/** The storage instance as RxDB wraps it: it gives every write its revision and time. */
function wrappedInstance(
	database: StoreDatabase,
	name: CollectionName,
): Instance {
	// Proof of the cast: a collection's storage instance holds documents of its own schema.
	return database.collections[name].storageInstance as unknown as Instance;
}

interface ReplicaParts {
	readonly environment: Environment;
	readonly record: AccountRecordKeeper;
	readonly instances: ReadonlyMap<CollectionName, Instance>;
	readonly open: OpenDocuments;
	readonly watched: WatchedScopes;
	readonly joined: JoinedTabs;
}

function createReplica(parts: ReplicaParts): Replica {
	const { environment, record, instances, open, watched, joined } = parts;
	const instanceOf = (name: CollectionName): Instance => {
		const instance = instances.get(name);
		assert(instance !== undefined, `collection ${name} is not open`);
		return instance;
	};
	return {
		environment,
		record,
		secrets: createSecrets(),
		// Proof of the casts: each instance holds documents of its own collection's schema.
		readAll: async <Name extends CollectionName>(name: Name) =>
			(await findStored(instanceOf(name), {})).filter(
				({ id }) => id !== SENTINEL,
			) as unknown as StoredOf<Name>[],
		read: async <Name extends CollectionName>(name: Name, id: string) =>
			(await instanceOf(name).findDocumentsById([id], true))[0] as unknown as
				| StoredOf<Name>
				| undefined,
		write: (name, writes) => writeStored(instanceOf(name), writes),
		listOpen: (name): readonly Stored[] => open.list(name),
		changes$: open.changes$,
		followOrgs: (orgIds) => followOrgs(instances, orgIds),
		watched: watched.list,
		watched$: watched.changes$,
		tabs: joined.sharing?.tabs,
		refresh: joined.refresh,
	};
}
