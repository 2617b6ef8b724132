export {
	createEmulator,
	type Emulator,
	type EmulatorOptions,
} from "./create-emulator.js";
export type { Environment } from "./environment.js";
export type { FixtureAccount } from "./fixture/accounts.js";
export { developmentPassword } from "./fixture/people.js";
export { type Fixture, FixtureError } from "./fixture/schema.js";
export { PortInUseError } from "./http/server.js";
export {
	completeQuirks,
	type QuirkName,
	type Quirks,
	quirkNames,
	quirkWays,
	unusualQuirks,
} from "./machine/quirks.js";
