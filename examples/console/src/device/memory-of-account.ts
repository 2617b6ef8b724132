import type { TokenStore } from "@engine-offline/sync";

const accountKey = "engine-console:account";
const tokenKey = (account: string) => `engine-console:token:${account}`;

/** Whose store this page opens, so that it opens without a network. Holds no secret. */
export const rememberedAccount = {
	get: (): string | undefined => localStorage.getItem(accountKey) ?? undefined,
	set: (account: string): void => localStorage.setItem(accountKey, account),
	clear: (): void => localStorage.removeItem(accountKey),
};

/**
 * Keeps the refresh token for as long as the tab lives, so that a reload does not sign out. Not in localStorage: two
 * tabs would use the same token, and the Engine takes each only once.
 */
export function tabTokenStore(account: string): TokenStore {
	const key = tokenKey(account);
	return {
		load: async () => sessionStorage.getItem(key) ?? undefined,
		save: async (token) => sessionStorage.setItem(key, token),
		clear: async () => sessionStorage.removeItem(key),
	};
}
