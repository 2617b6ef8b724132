export { type Environment, systemEnvironment } from "./environment.js";
export {
	EngineError,
	type EngineErrorCode,
	engineErrorOf,
} from "./errors.js";
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
export type { IssueKind } from "./model/issue.js";
export type { FieldPolicy, MergePolicies } from "./model/merge.js";
export type { Outcome } from "./model/outcome.js";
export {
	type DexieStorageOptions,
	dexieStorage,
	type StoreStorage,
} from "./storage.js";
export type { StoreOptions } from "./store/kernel.js";
