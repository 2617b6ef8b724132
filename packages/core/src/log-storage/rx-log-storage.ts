import {
	ensureRxStorageInstanceParamsAreCorrect,
	getPrimaryFieldOfPrimaryKey,
	RXDB_VERSION,
	type RxStorage,
	type RxStorageInstance,
} from "rxdb";
import { EngineError } from "../errors.js";
import type { StoreStorage } from "../storage.js";
import type { Collection } from "./collection.js";
import {
	type CollectionInstance,
	type CollectionInstanceParts,
	createCollectionInstance,
} from "./collection-instance.js";
import { DatabasePool } from "./database-pool.js";
import { type Report, reportLater } from "./finding.js";
import type { Layout, LogHome } from "./log.js";
import { type LogDatabase, openLogDatabase } from "./log-database.js";
import type { CreationParams } from "./memory-index.js";
import { moveIn, type OldCollection } from "./move-in.js";

/** What to make a storage of. */
export interface RxLogStorageOptions {
	/** What RxDB calls it. */
	readonly name: string;
	readonly home: LogHome;
	/** How documents lie at rest, where the home keeps them in parts. Default as they come. */
	readonly layout?: Layout;
	/** Finds the collection as another storage kept it, to be moved in when it is opened. */
	readonly findOld?: (
		params: CreationParams<unknown>,
	) => Promise<OldCollection | undefined>;
	/** Told what was found and dealt with. */
	readonly report?: Report | undefined;
	/** Lets others work in the middle of a long go; without it there is no slicing. */
	readonly pause?: (() => Promise<void>) | undefined;
}

/** A storage for RxDB whose truth in use is memory, and whose truth at rest is the log. */
export interface RxLogStorage {
	readonly rxStorage: StoreStorage["rxStorage"];
	/** Applies what other tabs have written, also when no word of it came through. */
	readonly catchUp: () => Promise<void>;
	/** What could not be read of an open database, as texts. */
	readonly damaged: (database: string) => Promise<readonly string[]>;
}

/** Puts RxDB's memory storage over a log. */
export function createRxLogStorage(options: RxLogStorageOptions): RxLogStorage {
	const { name, home, layout = {} } = options;
	const report = options.report && reportLater(options.report);
	const pool = new DatabasePool((database) =>
		openLogDatabase({ home, database, layout, report }),
	);
	const rxStorage: RxStorage<object, object> = {
		name,
		rxdbVersion: RXDB_VERSION,
		async createStorageInstance<T>(given: CreationParams<T>) {
			// To the storage a document is an object with a primary key, in every collection.
			const params = given as unknown as CreationParams<unknown>;
			refuseUnsupported(params);
			const { opened, release } = pool.use(params.databaseName);
			try {
				// Looked for only where a database could be opened: Chromium leaves the refusal of a list of them uncaught.
				const database = await opened;
				const old = await options.findOld?.(params);
				const place = placeOf(params);
				if (old !== undefined) await moveIn(old, place, database);
				const hooks = { release, pause: options.pause };
				const made = await openCollection(params, database, hooks);
				// Only this instance writes under the collection's name, so its documents are of the type asked for.
				return made as unknown as RxStorageInstance<T, object, object>;
			} catch (error) {
				await release();
				throw error;
			}
		},
	};
	return {
		// Proof of the cast: RxDB hands a storage only the options that openStore() gives, and it gives none.
		rxStorage: rxStorage as unknown as StoreStorage["rxStorage"],
		catchUp: () => pool.catchUp(),
		damaged: async (name) => (await pool.find(name))?.damaged() ?? [],
	};
}

function refuseUnsupported(params: CreationParams<unknown>): void {
	ensureRxStorageInstanceParamsAreCorrect(params);
	if (params.schema.attachments === undefined) return;
	throw new EngineError(
		"NOT_SUPPORTED",
		`This storage keeps no attachments. Take "attachments" out of the schema of ${params.collectionName}.`,
	);
}

async function openCollection(
	params: CreationParams<unknown>,
	{ queue, collections }: LogDatabase,
	hooks: Pick<CollectionInstanceParts, "release" | "pause">,
): Promise<CollectionInstance> {
	const { collectionName, schema } = params;
	const { collection: name } = placeOf(params);
	refuseOlder(collectionName, schema.version, collections.byName);
	const collection = collections.at(name);
	const memory = await collection.open(params);
	return createCollectionInstance({
		...{ name, collection, memory, queue },
		...hooks,
	});
}

/**
 * RxDB opens an older schema version as an empty collection, without a word: an app that was rolled back would show
 * nothing and pull everything anew, beside edits that wait. A migration opens the older one too, after the newer.
 */
function refuseOlder(
	collectionName: string,
	version: number,
	collections: ReadonlyMap<string, Collection>,
): void {
	for (const [name, { isOpen, documentById, parts }] of collections) {
		const [otherName, otherVersion] = name.split("/");
		const isNewer =
			otherName === collectionName && Number(otherVersion) > version;
		if (!isNewer || isOpen || (documentById.size === 0 && parts.isWhole))
			continue;
		throw new EngineError(
			"NEWER_DATA",
			`${collectionName} was written by a newer version of the app (schema ${otherVersion}, this one has ${version}). ` +
				"Nothing was touched; open it with the newer version.",
		);
	}
}

const placeOf = ({ collectionName, schema }: CreationParams<unknown>) => ({
	collection: `${collectionName}/${schema.version}`,
	key: getPrimaryFieldOfPrimaryKey(schema.primaryKey),
});
