import { fillWithDefaultSettings, type RxJsonSchema } from "rxdb";
import { randomToken } from "rxdb/plugins/utils";
import type { Environment } from "../environment.js";
import { type Instance, TRUSTED_CONTEXT } from "../gate/gate-place.js";
import {
	type CollectionName,
	collectionNames,
	type Stored,
} from "../model/documents.js";
import { type Model, migrated } from "../model/migration.js";
import type { StoreStorage } from "../storage.js";
import { othersGone } from "../tabs/others-gone.js";
import type { Tabs } from "../tabs/tabs.js";
import type { StoreDatabase } from "./database.js";
import { readFormat, refuseNewer, writeFormat } from "./format.js";
import { findStored } from "./storage-query.js";

export interface MigrateParts {
	readonly database: StoreDatabase;
	readonly storage: StoreStorage;
	readonly model: Model;
	/** The other tabs, where there may be any. */
	readonly tabs: Tabs | undefined;
	readonly environment: Environment;
}

const AT_ONCE = 500;

/**
 * Brings all documents to the app's version, tombstones, envelopes and waiting changes included. Broken off anywhere it
 * begins anew at the next opening, of a still newer app too, and what is there already stays. From its first step on an
 * older app refuses; of several tabs one does it, and the others wait. Rejects with NEWER_DATA.
 */
export async function migrate(parts: MigrateParts): Promise<void> {
	const { tabs, environment, model } = parts;
	if ((await leftToDo(parts)).length === 0) return;
	const purpose = `version-${model.version}`;
	const leave = tabs?.hold(purpose) ?? (() => {});
	try {
		await oneAtATime(tabs, environment, async () => {
			const left = await leftToDo(parts);
			if (left.length === 0) return;
			await writeFormat(parts.database, { target: model.version, left });
			await othersGone(tabs, environment, purpose);
			for (const name of collectionNames)
				for (const version of left) await migrateOne(parts, name, version);
			await writeFormat(parts.database, { target: model.version, left: [] });
		});
	} finally {
		leave();
	}
}

/** The older versions that documents may lie in, the newest first, since its documents are the newest. */
async function leftToDo(parts: MigrateParts): Promise<number[]> {
	const { database, storage, model } = parts;
	const { version } = model;
	await storage.catchUp?.();
	const format = await readFormat(database);
	refuseNewer(format, version);
	const { target, left } = format ?? { target: 0, left: [] };
	const older = [...new Set([target, ...left])].filter((one) => one < version);
	if (format === undefined && older.length === 0)
		await writeFormat(database, { target: version, left: [] });
	return older.sort((a, b) => b - a);
}

/** A tab that is frozen in the midst of it is not waited for any longer: two at once do no harm, but one may fail. */
const PATIENCE_MS = 10_000;

async function oneAtATime(
	tabs: Tabs | undefined,
	{ setTimer }: Environment,
	run: () => Promise<void>,
): Promise<void> {
	if (tabs === undefined) return run();
	const wait = new AbortController();
	const end = setTimer(() => wait.abort(), PATIENCE_MS);
	let hasBegun = false;
	const begin = () => {
		hasBegun = true;
		end();
		return run();
	};
	const how = { signal: wait.signal };
	await tabs.locks
		.request(tabs.lockName("migrate"), how, begin)
		.catch((error: unknown) => {
			if (hasBegun) throw error;
			return begin();
		});
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
