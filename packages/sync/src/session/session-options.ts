import type { EngineAuth } from "../engine.js";
import type { GetToken, TokenStore } from "./credentials.js";

/** What `createSession` takes. */
export interface SessionOptions {
	readonly auth: EngineAuth;
	/** Ms that never go back: the life of a bearer is measured by it. `Environment` of the core fits. */
	readonly environment: { readonly monotonic: () => number };
	/** For an app that signs in by itself; `signIn` and `tokenStore` are not used then. */
	readonly getToken?: GetToken;
	/** Without one, a new process has to sign in again. */
	readonly tokenStore?: TokenStore;
	/**
	 * Hold the credentials in memory until `signOut`, to sign in again when a refresh token is refused (the answer
	 * to a refresh may be lost after the Engine replaced it). True when left out.
	 */
	readonly holdCredentials?: boolean;
}
