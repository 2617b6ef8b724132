import type {
	BulkWriteRow,
	RxStorage,
	RxStorageInstance,
	RxStorageInstanceCreationParams,
	RxStorageWriteError,
} from "rxdb";
import {
	type CollectionName,
	collectionNames,
	type Stored,
} from "../model/documents.js";
import { gatedWrite } from "./gated-write.js";

/** The context under which the store and the replicator write: their documents pass as they are. */
export const TRUSTED_CONTEXT = "engine-offline";

export type Row = BulkWriteRow<Stored>;
export type RowError = RxStorageWriteError<Stored>;
export type Instance = RxStorageInstance<Stored, unknown, unknown>;

/** What the gate asks of the store around it. */
export interface GateSurroundings {
	/** Wall clock in ms. */
	readonly now: () => number;
	readonly uuid: () => string;
	/** The signed-in user's id, '' while unknown. */
	readonly userId: () => string;
	/** The four storage instances, once the database is open. */
	readonly instances: ReadonlyMap<CollectionName, Instance>;
	/** Makes the children of deleted orgs follow; awaited before the write of the org resolves. */
	readonly followOrgs: (orgIds: readonly string[]) => Promise<void>;
}

/**
 * Wraps an RxStorage so that every write of the app to the four collections passes the gate, whichever RxDB method
 * it came from: validated, its envelope filled in the same write, and judged again where only the envelope moved.
 * Everything else (RxDB's internal store, local documents) is left as it is.
 */
export function gateStorage<Internals, Options>(
	storage: RxStorage<Internals, Options>,
	surroundings: GateSurroundings,
): RxStorage<Internals, Options> {
	return {
		...storage,
		async createStorageInstance<Doc>(
			params: RxStorageInstanceCreationParams<Doc, Options>,
		) {
			const instance = await storage.createStorageInstance(params);
			const name = collectionNames.find(
				(known) => known === params.collectionName,
			);
			if (name === undefined) return instance;
			// Proof of the cast: these four names are opened by openStore() alone, with our own schemas.
			const ours = instance as unknown as Instance;
			gateInstance(ours, {
				name,
				token: params.databaseInstanceToken,
				surroundings,
			});
			return instance;
		},
	};
}

export interface GatePlace {
	readonly name: CollectionName;
	/** RxDB's token of this database instance, part of every revision. */
	readonly token: string;
	readonly surroundings: GateSurroundings;
}

function gateInstance(instance: Instance, place: GatePlace): void {
	const bulkWrite = instance.bulkWrite.bind(instance);
	instance.bulkWrite = (rows, context) =>
		context === TRUSTED_CONTEXT
			? trustedWrite(rows, (given) => bulkWrite(given, context))
			: gatedWrite(rows, place, (judged) => bulkWrite(judged, context));
}

/**
 * RxDB turns an insert that meets a tombstone into a write over it. For a compare-and-set that is a conflict: what is
 * deleted here must not come back because somebody did not know of it. With a `previous` RxDB leaves it one.
 */
async function trustedWrite(
	rows: Row[],
	write: (rows: Row[]) => Promise<{ error: RowError[] }>,
): Promise<{ error: RowError[] }> {
	const { error } = await write(rows);
	return { error: error.map(asConflict) };
}

function asConflict(error: RowError): RowError {
	if (error.status !== 409 || error.writeRow.previous !== undefined)
		return error;
	const writeRow = { ...error.writeRow, previous: error.documentInDb };
	return { ...error, writeRow };
}
