import {
	type BulkWriteRow,
	fillWithDefaultSettings,
	normalizeMangoQuery,
	prepareQuery,
	type RxDocumentData,
	type RxStorageInstance,
} from "rxdb";
import {
	createRxLogStorage,
	type RxLogStorageOptions,
} from "../rx-log-storage.js";
import type { Place } from "./homes.js";

export interface Thing {
	id: string;
	value: string;
}

export type Things = RxStorageInstance<Thing, unknown, unknown>;
export type ThingData = RxDocumentData<Thing>;

const schema = fillWithDefaultSettings<Thing>({
	version: 0,
	primaryKey: "id",
	type: "object",
	properties: {
		id: { type: "string", maxLength: 40 },
		value: { type: "string", maxLength: 40 },
	},
	required: ["id", "value"],
	indexes: ["value"],
});

export const paramsOf = (collectionName: string, databaseName = "db") => ({
	databaseInstanceToken: "token",
	databaseName,
	collectionName,
	schema,
	options: {},
	multiInstance: false,
	devMode: false,
});

/** A row that makes this thing from what is there now. */
export function rowOf(
	id: string,
	value: string,
	{
		previous,
		deleted = false,
	}: { previous?: ThingData; deleted?: boolean } = {},
): BulkWriteRow<Thing> {
	const height = Number.parseInt(previous?._rev ?? "0", 10) + 1;
	const document: ThingData = {
		id,
		value,
		_deleted: deleted,
		_rev: `${height}-token`,
		_meta: { lwt: 1000 + height },
		_attachments: {},
	};
	return previous === undefined ? { document } : { document, previous };
}

/** Writes one thing, whatever is there, and fails on a conflict. */
export async function write(
	things: Things,
	id: string,
	value: string | undefined,
): Promise<void> {
	const [previous] = await things.findDocumentsById([id], true);
	const deleted = value === undefined;
	const row = rowOf(id, value ?? previous?.value ?? "", {
		...(previous && { previous }),
		deleted,
	});
	const { error } = await things.bulkWrite([row], "test");
	if (error.length > 0) throw new Error(`conflict on ${id}`);
}

/** What is there, as `id=value`, tombstones with a dash. */
export async function read(
	things: Things,
	ids: readonly string[],
): Promise<string[]> {
	const documents = await things.findDocumentsById([...ids], true);
	return documents
		.map((d) => `${d._deleted ? "-" : ""}${d.id}=${d.value}`)
		.sort();
}

/** The ids of what fits. */
export async function queryThings(
	things: Things,
	selector: object,
): Promise<string[]> {
	const filled = normalizeMangoQuery(things.schema, { selector });
	const prepared = prepareQuery<Thing>(things.schema, filled);
	const { documents } = await things.query(prepared);
	return documents.map(({ id }) => id);
}

/** A storage over a place, as another tab or the next process would have it. */
export const openStorage = (
	place: Place,
	options: Partial<RxLogStorageOptions> = {},
) => createRxLogStorage({ name: "test", home: place.home(), ...options });

/** One collection of a storage of its own. */
export const openThings = (place: Place, collection = "things") =>
	openStorage(place).rxStorage.createStorageInstance<Thing>(
		paramsOf(collection),
	);
