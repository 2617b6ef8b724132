import { fillWithDefaultSettings, type RxJsonSchema } from "rxdb";
import { randomToken } from "rxdb/plugins/utils";
import { type Instance, TRUSTED_CONTEXT } from "../gate/gate-place.js";
import {
	type CollectionName,
	collectionNames,
	type Stored,
} from "../model/documents.js";
import { type Model, migrated } from "../model/migration.js";
import type { StoreStorage } from "../storage.js";
import type { StoreDatabase } from "./database.js";
import { type Format, writeFormat } from "./format.js";
import { findStored } from "./storage-query.js";

export interface MigrateParts {
	readonly database: StoreDatabase;
	readonly storage: StoreStorage;
	readonly model: Model;
	/** What was written down of the stored documents' version. */
	readonly format: Format | undefined;
	/** Resolves when no other tab has the store open, or none that reacts. */
	readonly othersGone: () => Promise<void>;
}

const AT_ONCE = 500;

/**
 * Brings all documents to the app's version, tombstones, envelopes and waiting changes included. Broken off anywhere it
 * begins anew at the next opening, and what is there already stays. From its first step on an older app refuses.
 */
export async function migrate(parts: MigrateParts): Promise<void> {
	const { database, model, format, othersGone } = parts;
	const { version: target } = model;
	const done = { version: target, target };
	const version = format?.version ?? 0;
	if (version === target) {
		if (format?.target !== target) await writeFormat(database, done);
		return;
	}
	await writeFormat(database, { version, target });
	await othersGone();
	for (const name of collectionNames) await migrateOne(parts, name, version);
	await writeFormat(database, done);
}

async function migrateOne(
	parts: MigrateParts,
	name: CollectionName,
	from: number,
): Promise<void> {
	const { database, model } = parts;
	const old = await openOld(parts, name, from);
	// Under RxDB's wrapper, so that revisions stay: the journal is compared by them.
	const { originalStorageInstance } = Object(
		database.collections[name].storageInstance,
	);
	const next: Instance = originalStorageInstance;
	const documents = await findStored(old, {});
	for (let at = 0; at < documents.length; at += AT_ONCE) {
		const some = documents.slice(at, at + AT_ONCE);
		const ids = some.map(({ id }) => id);
		const there = new Set(
			(await next.findDocumentsById(ids, true)).map(({ id }) => id),
		);
		const rows = some
			.filter(({ id }) => !there.has(id))
			.map((document) => ({
				document: migrated(model, name, { document, from }),
			}));
		if (rows.length > 0) await next.bulkWrite(rows, TRUSTED_CONTEXT);
	}
	await old.remove();
}

async function openOld(
	{ database, storage, model }: MigrateParts,
	name: CollectionName,
	version: number,
): Promise<Instance> {
	// Proof of the cast: the model has the schema of each collection and version.
	const given = model.schemaOf(name, version) as RxJsonSchema<Stored>;
	const schema = fillWithDefaultSettings(given);
	const instance = await storage.rxStorage.createStorageInstance({
		databaseInstanceToken: randomToken(10),
		databaseName: database.name,
		collectionName: name,
		schema,
		options: {},
		multiInstance: false,
		devMode: false,
	});
	// Proof of the cast: the schema of that version says what lies there.
	return instance as unknown as Instance;
}
