import type { Observable } from "rxjs";
import type { Environment } from "../environment.js";
import type { CollectionName, Stored, StoredOf } from "../model/documents.js";
import type { Tabs } from "../tabs/tabs.js";
import type { AccountRecordKeeper } from "./account-record.js";
import type { StoredChanges } from "./open-documents.js";
import type { Secrets } from "./secrets.js";
import type { StoredWrite } from "./storage-query.js";

/** The list that something on screen shows: the replicator keeps it fresher than the rest. */
export type Scope =
	| { readonly list: "orgs" }
	| { readonly list: "org-projects"; readonly orgId: string }
	| { readonly list: "org-users"; readonly orgId: string };

/**
 * The store as a replicator sees it: documents with their tombstones and envelopes, written by compare-and-set.
 * Not for apps: what is written here passes the gate as it is.
 */
export interface Replica {
	readonly environment: Environment;
	readonly record: AccountRecordKeeper;
	readonly secrets: Secrets;
	/** Every document of a collection, tombstones included. */
	readAll<Name extends CollectionName>(name: Name): Promise<StoredOf<Name>[]>;
	/** The document as stored now, a tombstone too; undefined when there is none. */
	read<Name extends CollectionName>(
		name: Name,
		id: string,
	): Promise<StoredOf<Name> | undefined>;
	/**
	 * Writes all whose `previous` is still what is stored; answers the ids of the others. What is stored of those is known
	 * everywhere in this tab by then: `changes$` has told it, though no word of it had come from the tab that wrote it.
	 */
	write(
		name: CollectionName,
		writes: readonly StoredWrite[],
	): Promise<Set<string>>;
	/** The unfinished documents of a collection. */
	listOpen(name: CollectionName): readonly Stored[];
	/** Everything that is written, by the app, by this replicator, in any tab. */
	readonly changes$: Observable<StoredChanges>;
	/** Lets children follow orgs that were deleted, refused or revived. */
	followOrgs(orgIds: readonly string[]): Promise<void>;
	/** What is on screen now. */
	watched(): readonly Scope[];
	/** Emits when what is on screen changes. */
	readonly watched$: Observable<readonly Scope[]>;
	/** The other tabs of this account; undefined where the store stands alone. */
	readonly tabs: Tabs | undefined;
	/** Asks storage what other tabs wrote, whether or not word of it came. */
	refresh(): Promise<void>;
	/** Throws STORE_CLOSED from the moment on in which the store begins to close. */
	assertOpen(): void;
	/** Runs before the store closes, whoever closes it, and is waited for; the returned function calls it off. */
	onClose(run: () => Promise<void>): () => void;
}
