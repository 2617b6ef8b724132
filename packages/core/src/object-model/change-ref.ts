import type { CollectionName } from "../model/documents.js";
import type { Outcome } from "../model/outcome.js";

/** Names one local edit of one document, in this run or after a restart: it can be kept as JSON. */
export interface ChangeRef {
	readonly collection: CollectionName;
	/** The local id of the document. */
	readonly id: string;
	/** The number of the edit within the document, from 1. */
	readonly edit: number;
}

/** An edit that is durable here, and can be asked what becomes of it. */
export interface WrittenChange extends ChangeRef {
	/** Resolves once the outcome is known, however long that takes. Rejects with STORE_CLOSED when the store closes first. */
	settled(): Promise<Outcome>;
	/**
	 * Takes back everything about the document that was not sent: a create ends as a cancelled tombstone, an update
	 * goes back to what the Engine has, a delete lives again with what it hid. Rejects with ALREADY_SENT or
	 * NOTHING_TO_REVERT.
	 */
	revert(): Promise<void>;
}

/** A handle of something that was just made, with the change that made it. */
export type Created<Handle> = Handle & { readonly change: WrittenChange };
