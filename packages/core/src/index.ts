export {
	type Environment,
	type LockOptions,
	type Locks,
	systemEnvironment,
} from "./environment.js";
export {
	EngineError,
	type EngineErrorCode,
	engineErrorOf,
} from "./errors.js";
export type { Journal } from "./journal/journal.js";
export type { JournalState } from "./journal/journal-state.js";
export {
	localStorageJournal,
	type TextStorage,
} from "./journal/local-storage-journal.js";
export type { RecoveredItem, Recovery } from "./journal/recovery.js";
export type { Finding, Report } from "./log-storage/finding.js";
export {
	type LogStorage,
	type LogStorageOptions,
	logStorage,
} from "./log-storage/log-storage.js";
export type {
	CollectionName,
	Invite,
	MemberDocument,
	OrgDocument,
	ProjectDocument,
	UserDocument,
} from "./model/documents.js";
export type {
	DocumentState,
	Envelope,
	ParkedReason,
} from "./model/envelope.js";
export type { InsertByName } from "./model/insertable.js";
export type { IssueKind } from "./model/issue.js";
export type { FieldPolicy, MergePolicies } from "./model/merge.js";
export type { Outcome } from "./model/outcome.js";
export type { NewUser } from "./object-model/change-members.js";
export type {
	ChangeRef,
	Created,
	WrittenChange,
} from "./object-model/change-ref.js";
export type { DocumentHandle } from "./object-model/document-handle.js";
export type {
	Dependent,
	Issue,
	IssueAction,
	IssuePatch,
	Issues,
} from "./object-model/issues/issue.js";
export type { OrgHandle } from "./object-model/org-handle.js";
export type { InvitedUser, OrgUser } from "./object-model/org-user.js";
export type { PendingChange } from "./object-model/pending.js";
export type { Action } from "./object-model/permissions/permission-table.js";
export type { Verdict } from "./object-model/permissions/verdict.js";
export type {
	NameAndDescription,
	ProjectHandle,
} from "./object-model/project-handle.js";
export type { SyncState } from "./object-model/sync-state.js";
export type {
	Unsynced,
	UnsyncedChange,
	UnsyncedIssue,
	UnsyncedItem,
} from "./object-model/unsynced.js";
export type { NameAndPhone, UserHandle } from "./object-model/user-handle.js";
export {
	type DexieStorageOptions,
	dexieStorage,
	type StoreStorage,
} from "./storage.js";
export { type EraseOptions, eraseStore } from "./store/erase-store.js";
export type { StoreEnd } from "./store/life.js";
export { openStore } from "./store/open-store.js";
export type { Scope } from "./store/replica.js";
export type { Identity, RoleName, Store } from "./store/store.js";
export type { StoreCollection } from "./store/store-collections.js";
export type { StoreOptions } from "./store/store-options.js";
export type { Wiped, WipeOptions } from "./store/wipe/wipe-store.js";
