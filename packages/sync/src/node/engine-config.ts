import type { Credentials } from "../session/credentials.js";
import type { Target } from "./target.js";

/** Where the Engine is and how to sign in. Holds secrets: not for logs. */
export interface EngineConfig {
	readonly target: Target;
	/** TLS for a `host:port` target; a base URL says so itself. */
	readonly secure: boolean;
	readonly credentials: Credentials;
}
