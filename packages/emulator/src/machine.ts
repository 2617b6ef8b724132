export { createBigOrg } from "./fixture/big-org.js";
export { type BuiltFixture, buildFixture } from "./fixture/build.js";
export { developmentPassword } from "./fixture/people.js";
export { type Fixture, readFixture } from "./fixture/schema.js";
export type { Change, Effect } from "./machine/change.js";
export { applyChanges } from "./machine/change.js";
export type { Answer, Call, Caller } from "./machine/decide.js";
export {
	createDirectControl,
	type DirectControl,
} from "./machine/direct.js";
export {
	type CallOptions,
	createMachine,
	type Machine,
	type MachineOptions,
} from "./machine/engine-machine.js";
export type { Commit } from "./machine/ledger.js";
export type {
	Org,
	OrgUser,
	Project,
	ProjectUser,
	TokenResponse,
	User,
} from "./machine/messages.js";
export {
	completeQuirks,
	type Quirks,
	quirkNames,
	quirkWays,
	unusualQuirks,
} from "./machine/quirks.js";
export type { RestRequest, RestResponse } from "./machine/rest.js";
export { type Route, routes } from "./machine/routes.js";
export {
	completeRequest,
	type RequestOf,
	type ResponseOf,
	type RpcName,
} from "./machine/rpcs.js";
export { dropRows } from "./machine/short-list.js";
export { createEmptyState, type EngineState } from "./machine/state.js";
export { codes, reasonOf, type Status } from "./machine/status.js";
export {
	type GroundTruth,
	groundTruth,
	type TrueMember,
	visibleTo,
} from "./machine/truth.js";
