export { assert, unreachable } from "./errors.js";
export {
	changeOf,
	isDeleted,
	seal,
	stateOf,
	valuesOf,
} from "./model/change.js";
export {
	type CollectionName,
	collectionNames,
	type Stored,
	type StoredOf,
	writableFields,
} from "./model/documents.js";
export {
	createEnvelope,
	type Envelope,
	type Late,
	lateOf,
	type Parked,
	type ParkedReason,
	type Sent,
} from "./model/envelope.js";
export {
	differingFields,
	type Fields,
	foldEmail,
	foldText,
	pickFields,
	sameFields,
} from "./model/fields.js";
export {
	createIssue,
	type DocumentIssue,
	withIssue,
} from "./model/issue.js";
export { type Merged, type MergePolicies, merge } from "./model/merge.js";
export {
	currentModel,
	type MigrationStep,
	type Model,
} from "./model/migration.js";
export { type Ending, settleEdits } from "./model/outcome.js";
export { refusedWith, vanished, wantedValues } from "./model/vanished.js";
export type { AccountRecord } from "./store/account-record.js";
export type { StoredChanges } from "./store/open-documents.js";
export { openStoreAs } from "./store/open-store.js";
export type { Replica, Scope } from "./store/replica.js";
export { replicaOf } from "./store/replica-of.js";
export type { StoredWrite } from "./store/storage-query.js";
export { scopeKey } from "./store/watched-scopes.js";
export type { Tabs } from "./tabs/tabs.js";
