/** How somebody signs in. Held in memory at most, never stored. */
export type Credentials =
	| {
			readonly by: "password";
			readonly email: string;
			readonly password: string;
	  }
	| { readonly by: "custom-token"; readonly token: string };

/**
 * For an app that signs in by itself. Answers a bearer, or undefined when nobody is signed in.
 * `rejected` is the bearer that the Engine has just turned away: answer another one then.
 */
export type GetToken = (rejected?: string) => Promise<string | undefined>;

/**
 * Where an app keeps the refresh token between runs: the one secret that may outlive the process, and only
 * if the app gives this port. The Engine makes a new refresh token at each refresh, so `save` is called often.
 */
export interface TokenStore {
	readonly load: () => Promise<string | undefined>;
	readonly save: (refreshToken: string) => Promise<void>;
	readonly clear: () => Promise<void>;
}
