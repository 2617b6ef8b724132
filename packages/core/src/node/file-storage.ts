import {
	ensureRxStorageInstanceParamsAreCorrect,
	RXDB_VERSION,
	type RxStorage,
	type RxStorageInstanceCreationParams,
} from "rxdb";
import {
	getMemoryCollectionKey,
	type RxStorageInstanceMemory,
} from "rxdb/plugins/storage-memory";
import { EngineError } from "../errors.js";
import type { StoreStorage } from "../storage.js";
import {
	type CollectionInstance,
	createCollectionInstance,
} from "./collection-instance.js";
import { DatabasePool, type PooledDatabase } from "./database-pool.js";
import type { Files } from "./files.js";
import type { Report } from "./finding.js";
import type { StoredDocument } from "./image.js";
import { nodeFiles } from "./node-files.js";
import { openDatabase } from "./open-database.js";
import { nodeProcesses, type Processes } from "./processes.js";

/** How to make a file storage. Only `directory` is needed. */
export interface FileStorageOptions {
	/** Where the databases lie, each in a folder of its own. Made when it is missing. */
	readonly directory: string;
	/** Told what was found and dealt with. Without it, a log with damaged records is not opened. */
	readonly report?: Report;
	/** A log is not shortened while it has fewer bytes than this. Default 1 MiB. */
	readonly foldFromBytes?: number;
	/** Another file system, for tests. */
	readonly files?: Files;
	/** Other processes, for tests. */
	readonly processes?: Processes;
}

const MEBIBYTE = 1024 * 1024;

/**
 * A storage for RxDB in Node and in desktop main processes. Reads come from memory; a write resolves
 * when it would survive the end of the process and a loss of power, and nothing shows it before.
 *
 * A database belongs to one process at a time (`STORE_IN_USE` names the other one). All documents must
 * fit into memory. Attachments are not supported. Rejects with `EngineError`.
 */
export function fileStorage(options: FileStorageOptions): StoreStorage {
	const pool = new DatabasePool((database) =>
		openDatabase({
			files: nodeFiles,
			processes: nodeProcesses,
			foldFromBytes: MEBIBYTE,
			...options,
			report: options.report && reportLater(options.report),
			database,
		}),
	);
	const rxStorage: RxStorage<object, object> = {
		name: "file",
		rxdbVersion: RXDB_VERSION,
		async createStorageInstance<T>(params: CreationParams<T>) {
			refuseUnsupported(params);
			const database = await pool.use(params.databaseName);
			const release = () => pool.release(params.databaseName, database);
			try {
				return await openCollection({ params, database, release });
			} catch (error) {
				await release();
				throw error;
			}
		},
	};
	return {
		// Proof of the cast: RxDB hands a storage only the options that openStore() gives, and it gives none.
		rxStorage: rxStorage as unknown as StoreStorage["rxStorage"],
		durable: true,
		shared: false,
	};
}

/** An error in the app's own function must not stop a write or an opening: it surfaces by itself. */
const reportLater =
	(report: Report): Report =>
	(finding) =>
		queueMicrotask(() => report(finding));

type CreationParams<T> = RxStorageInstanceCreationParams<T, object>;

function refuseUnsupported<T>(params: CreationParams<T>): void {
	ensureRxStorageInstanceParamsAreCorrect(params);
	if (params.schema.attachments === undefined) return;
	throw new EngineError(
		"NOT_SUPPORTED",
		`The file storage keeps no attachments. Take "attachments" out of the schema of ${params.collectionName}.`,
	);
}

interface OpenCollectionOptions<T> {
	readonly params: CreationParams<T>;
	readonly database: PooledDatabase;
	readonly release: () => Promise<void>;
}

async function openCollection<T>(
	options: OpenCollectionOptions<T>,
): Promise<CollectionInstance<T>> {
	const { params, database, release } = options;
	const { queue, image } = await database.opened;
	const { collectionName, databaseName, schema } = params;
	const collection = `${collectionName}/${schema.version}`;
	const key = getMemoryCollectionKey(
		databaseName,
		collectionName,
		schema.version,
	);
	const states = database.memory.collectionStates;
	const isFirst = !states.has(key);
	// The memory storage makes no instances of any other class.
	const memory = (await database.memory.createStorageInstance(
		params,
	)) as RxStorageInstanceMemory<T>;
	if (isFirst)
		await fill(memory, image.get(collection)?.documentById.values() ?? []);
	const forgetAndRelease = () => {
		const { internals } = memory;
		if (internals.refCount === 0 && states.get(key) === internals)
			states.delete(key);
		return release();
	};
	return createCollectionInstance({
		memory,
		queue,
		collection,
		release: forgetAndRelease,
	});
}

async function fill<T>(
	memory: RxStorageInstanceMemory<T>,
	documents: Iterable<StoredDocument>,
): Promise<void> {
	// What lies under a collection's name was written by an instance of that collection.
	const rows = [
		...(documents as Iterable<
			Parameters<typeof memory.bulkWrite>[0][number]["document"]
		>),
	];
	await memory.bulkWrite(
		rows.map((document) => ({ document })),
		"file-storage-fill",
	);
}
