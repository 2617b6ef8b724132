import type { Observable } from "rxjs";
import type { JournalState } from "../journal/journal-state.js";
import type { Recovery } from "../journal/recovery.js";
import type { Outcome } from "../model/outcome.js";
import type { ChangeRef, Created } from "../object-model/change-ref.js";
import type { Issues } from "../object-model/issues/issue.js";
import type { OrgHandle } from "../object-model/org-handle.js";
import type { PendingChange } from "../object-model/pending.js";
import type { ProjectHandle } from "../object-model/project-handle.js";
import type { Unsynced } from "../object-model/unsynced.js";
import type { UserHandle } from "../object-model/user-handle.js";
import type { StoreEnd } from "./life.js";
import type { Scope } from "./replica.js";
import type { StoreCollections } from "./store-collections.js";
import type { Wiped, WipeOptions } from "./wipe/wipe-store.js";

/** Who is signed in; '' before the first sign-in was verified. */
export interface Identity {
	readonly userId: string;
	readonly email: string;
}

/** A role as the Engine's catalogue names it. */
export interface RoleName {
	readonly id: string;
	readonly name: string;
}

/**
 * The local store of one account. Reads are local and at once; a write resolves when it is durable here, with or
 * without a network, and a replicator brings it to the Engine. What cannot be done rejects with an EngineError and
 * stores nothing. After close() everything rejects with STORE_CLOSED.
 */
export interface Store extends StoreCollections {
	/** Whether what was acknowledged outlives the process. */
	readonly durable: boolean;
	readonly identity: Identity;
	/** The identity now and when it becomes known. */
	readonly identity$: Observable<Identity>;
	/** The Engine's catalogue of roles as last seen, empty before. */
	readonly roles: readonly RoleName[];
	readonly roles$: Observable<readonly RoleName[]>;

	createOrg(name: string, description?: string): Promise<Created<OrgHandle>>;
	/** By local id or the Engine's; rejects with NOT_FOUND. */
	org(id: string): Promise<OrgHandle>;
	project(id: string): Promise<ProjectHandle>;
	user(id: string): Promise<UserHandle>;
	/** All orgs of the signed-in person, those known by name only too; sorted by name. */
	listUserOrgs(): Promise<OrgHandle[]>;
	/** The same, live; while somebody subscribes, the list counts as on screen. */
	readonly userOrgs$: Observable<OrgHandle[]>;

	/** Everything the Engine does not have yet, oldest first: deletes and hidden documents too. */
	pending(): Promise<PendingChange[]>;
	readonly pending$: Observable<PendingChange[]>;
	/** What became of a change, in this run or after a restart; resolves once that is known. */
	settled(change: ChangeRef): Promise<Outcome>;
	/** Takes back what was not sent; see `WrittenChange.revert`. */
	revert(change: ChangeRef): Promise<void>;
	/** Lets a parked change be tried again at once. Rejects with WRONG_ACTION where an issue has to be answered. */
	retry(change: ChangeRef): Promise<void>;
	/** What a person should look at. */
	readonly issues: Issues;
	/** What would be lost if this store were wiped now, also by another tab's writes of a moment ago. */
	unsynced(): Promise<Unsynced>;

	/** Whether what waits is kept in a second place too. */
	readonly journal: JournalState;
	readonly journal$: Observable<JournalState>;
	/** What was found at an opening where the store was not the one that had been left; undefined when it was. */
	readonly recovery: Recovery | undefined;
	readonly recovery$: Observable<Recovery | undefined>;
	/** Somebody has seen it; records of the journal that could not be used go with it. */
	dismissRecovery(): Promise<void>;

	/** Marks a list as on screen, so that it is kept fresh, until the returned function is called. */
	watch(scope: Scope): () => void;
	/**
	 * Removes this account from this device: its documents, journal and records, in all tabs, which close too. Resolves
	 * with `unsynced`, having done nothing, while something would be lost and `discard` was not said. Broken off, it is
	 * finished when the account is opened again. It signs nobody out; `logout()` of the sync package does that too.
	 */
	wipe(options?: WipeOptions): Promise<Wiped>;
	/** Resolves when the store is closed, with why: another tab may have wiped the account. */
	readonly closed: Promise<StoreEnd>;
	/** Ends every subscription and leaves no timer or handle. May be called twice. */
	close(): Promise<void>;
}
