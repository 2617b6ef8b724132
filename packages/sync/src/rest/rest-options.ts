/** What the REST client takes from outside. `Environment` of the core fits. */
export interface HttpEnvironment {
	/** Wall clock in ms: only to read a Retry-After that is a date. */
	readonly now: () => number;
	readonly setTimer: (run: () => void, ms: number) => () => void;
	readonly fetch: typeof fetch;
	/** Long lists are read with such pauses; left out, in one go. */
	readonly pause?: () => Promise<void>;
}

export interface RestOptions {
	/**
	 * Where the Engine's gateway or the emulator answers, without `/api/v1`: `https://engine.example.com`.
	 * http is accepted for the loopback alone; no credentials, query or fragment; a base path may be given.
	 */
	readonly baseUrl: string;
	readonly environment: HttpEnvironment;
	/** Ms for a whole call, body included, unless the call says otherwise. 30,000 when left out. */
	readonly deadlineMs?: number;
	/** Bytes of the largest answer that is read. 64 MiB when left out: lists are whole. */
	readonly maxBodyBytes?: number;
}
