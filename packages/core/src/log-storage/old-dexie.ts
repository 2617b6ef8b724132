import { Dexie } from "dexie";
import {
	DEXIE_DOCS_TABLE_NAME,
	fromDexieToStorage,
	getBooleanIndexes,
} from "rxdb/plugins/storage-dexie";
import { EngineError } from "../errors.js";
import type { TableOptions } from "./dexie-table.js";
import type { CreationParams } from "./memory-index.js";
import type { OldCollection } from "./move-in.js";

type Places = Pick<TableOptions, "indexedDB" | "IDBKeyRange">;

/** The database in which RxDB's Dexie storage kept a collection, when there is one. */
export async function findOldDexie(
	{ databaseName, collectionName, schema }: CreationParams<unknown>,
	places: Places,
): Promise<OldCollection | undefined> {
	const name = `rxdb-dexie-${databaseName}--${schema.version}--${collectionName}`;
	const factory: IDBFactory | undefined =
		places.indexedDB ?? Dexie.dependencies.indexedDB;
	if (factory === undefined) return undefined;
	// Chromium rejects the first request after it found its own files damaged; the next one finds an empty origin.
	const known = await factory.databases?.().catch(() => undefined);
	if (known?.every((database) => database.name !== name)) return undefined;
	const toDocument = (row: unknown) =>
		fromDexieToStorage<unknown>(getBooleanIndexes(schema), row);
	const open = () => new Dexie(name, { ...places, cache: "disabled" });
	const run = <Result>(work: (db: Dexie) => PromiseLike<Result>) =>
		withDatabase(open, work);
	return {
		read: async () => {
			const rows = await run((db) => docsOf(db).toArray());
			return (rows ?? []).map(toDocument);
		},
		removeIf: async (isKnown) => {
			const isDone = await run((db) =>
				db.transaction("rw", DEXIE_DOCS_TABLE_NAME, async () => {
					const rows = await docsOf(db).toArray();
					if (!rows.map(toDocument).every(isKnown)) return false;
					await docsOf(db).clear();
					return true;
				}),
			);
			if (isDone === true) await open().delete();
			return isDone ?? true;
		},
	};
}

const docsOf = (db: Dexie) => db.table(DEXIE_DOCS_TABLE_NAME);

/** Nothing when there is no such database, which another tab may just have removed. */
async function withDatabase<Result>(
	open: () => Dexie,
	work: (db: Dexie) => PromiseLike<Result>,
	triesLeft = 3,
): Promise<Result | undefined> {
	const db = open();
	try {
		await db.open();
		return await work(db);
	} catch (cause) {
		const kind = cause instanceof Error ? cause.name : "";
		if (kind === "NoSuchDatabaseError") return undefined;
		// By another tab that removes it, or by the browser.
		if (kind === "DatabaseClosedError" && triesLeft > 0)
			return withDatabase(open, work, triesLeft - 1);
		throw new EngineError(
			"STORAGE_FAILED",
			`The database ${db.name} could not be moved into the log. Nothing in it is lost; reload, then it is tried again.`,
			{ cause },
		);
	} finally {
		db.close();
	}
}
