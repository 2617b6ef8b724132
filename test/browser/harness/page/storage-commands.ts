import { engineErrorOf, eraseStore } from "@engine-offline/core";
import { logout } from "@engine-offline/sync";
import { open, type Place } from "./current-device.js";
import { orgNamed } from "./device.js";

/** What a page does with its store as a whole. */
export const storageCommands = {
	durable: async () => open().store.durable,
	/** Waits for the end of the store, and says why it came. */
	ended: () => open().store.closed,
	/** What was found at an opening where the store was not the one that had been left. */
	recovery: async () => open().store.recovery ?? null,
	journal: async () => open().store.journal.state,
	/** Makes projects with long descriptions until one is not taken. */
	createUntilRefused: async ({ org, name, most }: Place & { most: number }) => {
		const place = await orgNamed(open(), org);
		const acknowledged: string[] = [];
		try {
			for (let n = 0; n < most; n++) {
				// No two alike, so that nothing is compressed away.
				const description = longText(30_000);
				await place.createProject(`${name} ${n}`, description);
				acknowledged.push(`${name} ${n}`);
			}
			return { acknowledged };
		} catch (error) {
			const { code, message } = engineErrorOf(error) ?? {};
			return { acknowledged, code, message: message ?? String(error) };
		}
	},
	/** Makes room for a new store of an account whose store does not open. */
	eraseKeepingUnsent: async ({ engine, account }: StoreKeys) =>
		eraseStore({ engine, account }, { keepUnsent: true }),
	/** Signs out and removes the account from this device; says how many changes would be lost. */
	logout: async ({ discard }: { discard: boolean }) => {
		const { store, replicator, session } = open();
		const parts = { store, replicator, session };
		const answer = await logout({ ...parts, wipe: true, discard });
		return answer.kind === "unsynced"
			? { kind: answer.kind, items: answer.unsynced.items.length }
			: answer;
	},
};

interface StoreKeys {
	readonly engine: string;
	readonly account: string;
}

function longText(characters: number): string {
	let text = "";
	while (text.length < characters) text += crypto.randomUUID();
	return text.slice(0, characters);
}
