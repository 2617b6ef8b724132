export {
	type Certificate,
	createSelfSigned,
} from "./certificate/self-signed.js";
export { TlsFileError } from "./certificate/tls-files.js";
export type { Control } from "./control/control.js";
export type { Hold, HoldPoint } from "./control/holds.js";
export type { Match } from "./control/match.js";
export type { Misbehaviour, MisbehaviourRule } from "./control/misbehaviour.js";
export type { LoggedRequest } from "./control/request-log.js";
export type { ActiveRule } from "./control/rules.js";
export {
	createEmulator,
	type Emulator,
	type EmulatorOptions,
} from "./create-emulator.js";
export { DataFileError } from "./data/read.js";
export type { Environment } from "./environment.js";
export type { FixtureAccount } from "./fixture/accounts.js";
export { developmentPassword } from "./fixture/people.js";
export { type Fixture, FixtureError } from "./fixture/schema.js";
export type { GrpcDoor } from "./grpc/open-grpc.js";
export { PortInUseError } from "./http/server.js";
export {
	completeQuirks,
	type QuirkName,
	type Quirks,
	quirkNames,
	quirkWays,
	unusualQuirks,
} from "./machine/quirks.js";
