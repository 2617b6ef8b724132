import type { Store, Unsynced } from "@engine-offline/core";
import type { Replicator } from "../replicator/replicator.js";
import type { Session } from "../session/session.js";

export interface LogoutOptions {
	readonly store: Store;
	readonly replicator: Replicator;
	readonly session: Session;
	/** Whether the account leaves this device with everything of it. Default: its data stays for the next sign-in. */
	readonly wipe?: boolean;
	/** Whether a wipe may lose what the Engine does not have yet. */
	readonly discard?: boolean;
}

/** What a logout came to. */
export type LoggedOut =
	/** Nothing was done, and everything goes on: this would have been lost. Show it, and ask again with `discard`. */
	| { readonly kind: "unsynced"; readonly unsynced: Unsynced }
	/** Signed out and no longer replicating; the store is open, and what waits in it goes out after the next sign-in. */
	| { readonly kind: "kept" }
	/**
	 * Signed out, and everything of the account is gone from this device, in all tabs; the store is closed. What is
	 * left is named: nothing, unless another tab or the token store holds on to it.
	 */
	| { readonly kind: "wiped"; readonly remains: readonly string[] };

/**
 * Signs out on this device, online or not: it asks the Engine nothing. With `wipe` the account's data goes too, after a
 * look at what would be lost. A wipe that is broken off is finished when the account's store is opened again. Rejects
 * with STORAGE_FAILED where the data is kept and the token store could not be cleared: signed out all the same.
 */
export async function logout(options: LogoutOptions): Promise<LoggedOut> {
	const { replicator, session, wipe = false } = options;
	if (wipe) return wiped(options);
	await replicator.stop();
	await session.signOut();
	return { kind: "kept" };
}

async function wiped(options: LogoutOptions): Promise<LoggedOut> {
	const { store, replicator, session, discard = false } = options;
	const ran = replicator.status.state !== "stopped";
	if (!discard) {
		// A look ahead, so that nothing has to stop. Where it fails, the wipe says why, or that another one did it all.
		const unsynced = await store.unsynced().catch(() => undefined);
		if (unsynced !== undefined && unsynced.items.length > 0)
			return { kind: "unsynced", unsynced };
	}
	await replicator.stop();
	let tokensRemain = false;
	const answer = await store.wipe({
		discard,
		beforeErasing: async () => {
			// A token store that fails must keep nobody's data here.
			await session.signOut().catch(() => {
				tokensRemain = true;
			});
		},
	});
	if (answer.kind === "unsynced") {
		if (ran) await replicator.start();
		return answer;
	}
	await replicator.close();
	return tokensRemain
		? { ...answer, remains: [...answer.remains, "the token store"] }
		: answer;
}
