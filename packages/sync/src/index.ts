export type {
	Answer,
	AuditRow,
	CallOptions,
	Engine,
	EngineAuth,
	Failure,
	Listed,
	LostFailure,
	OrgFields,
	OrgRow,
	OrgUserRow,
	ProjectRow,
	RoleRow,
	StatusCode,
	StatusFailure,
	Tokens,
	UnsentFailure,
	UserRow,
} from "./engine.js";
export { type LoggedOut, type LogoutOptions, logout } from "./logout/logout.js";
export type { HeldRemoval } from "./pull/absence.js";
export {
	defaultTiming,
	type Identity,
	type ReplicatorEvent,
	type ReplicatorOptions,
	type Timing,
} from "./replicator/options.js";
export { createReplicator, type Replicator } from "./replicator/replicator.js";
export { restEngine } from "./rest/rest-engine.js";
export type { RestOptions } from "./rest/rest-options.js";
export { createSession } from "./session/create-session.js";
export type { Credentials } from "./session/credentials.js";
export type { Session } from "./session/session.js";
export type { SessionOptions } from "./session/session-options.js";
export type { SessionState } from "./session/session-state.js";
export type { TokenStore } from "./session/token-store.js";
export type { Status, StatusFacts } from "./status/status.js";
