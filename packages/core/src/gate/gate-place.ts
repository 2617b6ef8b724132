import type {
	BulkWriteRow,
	RxStorageInstance,
	RxStorageWriteError,
} from "rxdb";
import type { CollectionName, Stored } from "../model/documents.js";
import type { WriteBarrier } from "./write-barrier.js";

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
	/** Holds the app's writes off while nothing may be written. */
	readonly barrier: WriteBarrier;
	/** Makes the children of deleted orgs follow; awaited before the write of the org resolves. */
	readonly followOrgs: (orgIds: readonly string[]) => Promise<void>;
}

/** Where one gate stands. */
export interface GatePlace {
	readonly name: CollectionName;
	/** RxDB's token of this database instance, part of every revision. */
	readonly token: string;
	readonly surroundings: GateSurroundings;
}
