export {
	type ConfigSources,
	readEngineConfig,
} from "./config.js";
export {
	type Connection,
	type ConnectOptions,
	connectEngine,
} from "./connect-engine.js";
export type { EngineConfig } from "./engine-config.js";
export type { Target } from "./target.js";
