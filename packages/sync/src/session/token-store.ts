/**
 * Where an app keeps the refresh token between runs: the one secret that may outlive the process, and only
 * if the app gives this port. The Engine makes a new refresh token at each refresh, so `save` is called often.
 * Each call must settle; they never overlap.
 */
export interface TokenStore {
	readonly load: () => Promise<string | undefined>;
	readonly save: (refreshToken: string) => Promise<void>;
	readonly clear: () => Promise<void>;
}
