import type { Observable } from "rxjs";
import type { Answer } from "../engine.js";
import type { Credentials } from "./credentials.js";
import type { SessionState } from "./session-state.js";

/** Who supplies bearers to calls: all that `authorized` needs. */
export interface BearerSource {
	/**
	 * A bearer that should serve. Refreshes first when little of its life is left; callers at the same time wait
	 * for one refresh. Fails with `unsent`/`signed-out` when somebody has to sign in, and with the failure of the
	 * sign-in or refresh otherwise: it is not tried again here, the caller backs off.
	 */
	bearer(): Promise<Answer<string>>;
	/**
	 * The Engine answered UNAUTHENTICATED to a call with `bearer`: answers the bearer to call again with.
	 * Refreshes at most once for one bearer, and not at all when a newer one is in use.
	 */
	rejected(bearer: string): Promise<Answer<string>>;
}

/** Signing in, and a bearer for each call. No property of it holds a password or token. */
export interface Session extends BearerSource {
	readonly state: SessionState;
	/** The present state and each next one; completes on `close()`. */
	readonly state$: Observable<SessionState>;
	/** The e-mail that signed in, '' when it is not known (custom token, token store, an app's own sign-in). */
	readonly email: string;
	/** Replaces whoever is signed in. A refusal is answered and leaves the session signed out. */
	signIn(credentials: Credentials): Promise<Answer<undefined>>;
	/** Forgets tokens and credentials, in the token store too. Tells the Engine nothing: it has no such call. */
	signOut(): Promise<void>;
	/**
	 * Everybody who waits is told at once. A refresh under way is waited for if there is a token store: given up, its
	 * new refresh token would be missing there. The token store keeps what it has.
	 */
	close(): Promise<void>;
}
