import {
	addRxPlugin,
	createRxDatabase,
	type RxCollection,
	type RxDatabase,
	type RxJsonSchema,
} from "rxdb";
import { RxDBLocalDocumentsPlugin } from "rxdb/plugins/local-documents";
import { RxDBQueryBuilderPlugin } from "rxdb/plugins/query-builder";
import { RxDBUpdatePlugin } from "rxdb/plugins/update";
import type { Environment } from "../environment.js";
import { gateStorage } from "../gate/gate.js";
import type { GateSurroundings } from "../gate/gate-place.js";
import { guardStorage } from "../gate/guard-storage.js";
import { type SetAside, setAsideStorage } from "../gate/set-aside.js";
import { journalStorage } from "../journal/journal-storage.js";
import type { OpenJournal } from "../journal/open-journal.js";
import type { CollectionName, DocumentByName } from "../model/documents.js";
import type { Envelope } from "../model/envelope.js";
import type { Model } from "../model/migration.js";
import type { StoreStorage } from "../storage.js";
import { type Sharing, shareStorage } from "../tabs/share-storage.js";
import { readFormat, refuseNewer } from "./format.js";
import { migrate } from "./migrate.js";

/** The four RxDB collections, with everything that RxDB offers. */
export type Collections = {
	readonly [Name in CollectionName]: RxCollection<DocumentByName[Name]>;
};

export type StoreDatabase = RxDatabase<Collections>;

export interface DatabaseOptions {
	readonly name: string;
	readonly storage: StoreStorage;
	readonly environment: Environment;
	readonly surroundings: GateSurroundings;
	readonly model: Model;
	/** Called when the storage is gone and only another opening helps. */
	readonly lost: () => void;
	readonly setAside: SetAside;
	/** Left out where no tabs can be reached. */
	readonly sharing?: Sharing | undefined;
	/** Left out where there is no journal. */
	readonly journal?: Pick<OpenJournal, "keeper"> | undefined;
}

/** Opens the database of one account with its four collections behind the gate; closes it again when one fails. */
export async function openDatabase(
	options: DatabaseOptions,
): Promise<StoreDatabase> {
	addPlugins();
	const { name, environment, surroundings, storage, sharing, model } = options;
	const database = await createRxDatabase<Collections>({
		name,
		storage: gateStorage(storageOf(options), surroundings),
		// RxDB's own channel is trusted with whole documents, and what it loses stays lost.
		multiInstance: storage.shared && sharing === undefined,
		localDocuments: true,
		hashFunction: (input) =>
			typeof input === "string"
				? Promise.resolve(environment.hash(input))
				: Promise.reject(new TypeError("Only texts are hashed here.")),
	});
	try {
		refuseNewer(await readFormat(database), model.version);
		await database.addCollections(collectionOptions(model));
		const tabs = sharing?.tabs;
		await migrate({ database, storage, model, tabs, environment });
	} catch (error) {
		// Left open, its name and its collections' places in this realm would stay taken.
		await database.close();
		throw error;
	}
	const { orgs, projects, users, members } = database;
	orgs.postCreate(freezeEnvelope);
	projects.postCreate(freezeEnvelope);
	users.postCreate(freezeEnvelope);
	members.postCreate(freezeEnvelope);
	return database;
}

function storageOf(options: DatabaseOptions) {
	const { storage, sharing, journal, lost, setAside } = options;
	const guarded = setAsideStorage(
		guardStorage(storage.rxStorage, lost),
		setAside,
	);
	const shared =
		sharing === undefined || storage.catchUp !== undefined
			? guarded
			: shareStorage(guarded, sharing);
	return journal === undefined
		? shared
		: journalStorage(shared, journal.keeper);
}

function addPlugins(): void {
	addRxPlugin(RxDBLocalDocumentsPlugin);
	addRxPlugin(RxDBQueryBuilderPlugin);
	addRxPlugin(RxDBUpdatePlugin);
}

function collectionOptions({ schemaOf, version }: Model) {
	const optionsOf = <Name extends CollectionName>(name: Name) => ({
		// Proof of the cast: the model has the schema of each collection.
		schema: schemaOf(name, version) as RxJsonSchema<DocumentByName[Name]>,
		// RxDB's own migration would pass the gate as if the app had written it all.
		autoMigrate: false,
	});
	return {
		orgs: optionsOf("orgs"),
		projects: optionsOf("projects"),
		users: optionsOf("users"),
		members: optionsOf("members"),
	};
}

/** RxDB hands the app the very object that its cache holds: changed in place it would be stored with the next edit. */
function freezeEnvelope(data: { readonly envelope: Envelope }): void {
	deepFreeze(data.envelope);
}

function deepFreeze(value: unknown): void {
	if (typeof value !== "object" || value === null || Object.isFrozen(value))
		return;
	Object.freeze(value);
	for (const inner of Object.values(value)) deepFreeze(inner);
}
