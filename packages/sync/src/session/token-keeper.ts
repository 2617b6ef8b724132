import type { TokenKeeping } from "./session-state.js";
import type { TokenStore } from "./token-store.js";

/**
 * The session's side of an app's token store, if there is one. Its calls go one after the other, so that a late save
 * never lands behind a clear.
 */
export interface TokenKeeper {
	/** Whether there is a store at all. */
	readonly keeps: boolean;
	/** The token of an earlier run, or ''. Asks the store once; a failure is thrown and asked again. */
	readonly load: () => Promise<string>;
	/** Saves and says where the token is now; never throws. */
	readonly save: (refreshToken: string) => Promise<TokenKeeping>;
	readonly clear: () => Promise<void>;
}

export function createTokenKeeper(store: TokenStore | undefined): TokenKeeper {
	if (store === undefined) return keepsNothing;
	const inTurn = createQueue();
	let isRead = false;
	return {
		keeps: true,
		load: async () => {
			const token = isRead ? "" : await inTurn(() => store.load());
			isRead = true;
			return token ?? "";
		},
		save: (refreshToken) => {
			isRead = true;
			return inTurn(() => store.save(refreshToken)).then(
				() => "stored",
				() => "not-stored",
			);
		},
		clear: () => {
			isRead = true;
			return inTurn(() => store.clear());
		},
	};
}

const keepsNothing: TokenKeeper = {
	keeps: false,
	load: async () => "",
	save: async () => "memory",
	clear: async () => undefined,
};

function createQueue() {
	let last: Promise<unknown> = Promise.resolve();
	return <Result>(run: () => Promise<Result>): Promise<Result> => {
		const result = last.then(run);
		// The caller hears of a failure; the next in turn must go ahead all the same.
		last = result.catch(() => undefined);
		return result;
	};
}
