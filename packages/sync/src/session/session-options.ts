import type { EngineAuth } from "../engine.js";
import type { Credentials } from "./credentials.js";
import type { TokenStore } from "./token-store.js";

/** What `createSession` takes. */
export interface SessionOptions {
	readonly auth: EngineAuth;
	/** Ms that never go back: the life of a bearer is measured by it. `Environment` of the core fits. */
	readonly environment: { readonly monotonic: () => number };
	/** Signs in with these at the first call that wants a bearer; `signIn` does so at once. */
	readonly credentials?: Credentials;
	/** Without one, a new process has to sign in again. Not used with `by: "app"`. */
	readonly tokenStore?: TokenStore;
	/**
	 * Hold the credentials in memory until `signOut`, to sign in again when a refresh token is refused (the answer
	 * to a refresh may be lost after the Engine replaced it). True when left out.
	 */
	readonly holdCredentials?: boolean;
}
