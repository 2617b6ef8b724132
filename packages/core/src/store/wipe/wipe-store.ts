import { EngineError } from "../../errors.js";
import type { WriteBarrier } from "../../gate/write-barrier.js";
import type { Unsynced } from "../../object-model/unsynced.js";
import { othersGone } from "../../tabs/others-gone.js";
import type { StoreDatabase } from "../database.js";
import type { StoreLife } from "../life.js";
import type { Replica } from "../replica.js";
import { type ErasePlace, eraseAccount } from "./erase-account.js";
import { wipeMark } from "./wipe-mark.js";

export interface WipeOptions {
	/** Whether what the Engine does not have yet may be lost. Without it, nothing is wiped while there is such a thing. */
	readonly discard?: boolean;
	/** Runs when nothing can call the wipe off any more, and before anything is erased: to forget tokens, say. */
	readonly beforeErasing?: () => Promise<void>;
}

/** What a wipe came to. */
export type Wiped =
	/** Nothing was done: this would have been lost. Show it, and ask again with `discard`. */
	| { readonly kind: "unsynced"; readonly unsynced: Unsynced }
	/** The store is closed, and of the account only what is named here is left on this device: nothing, as a rule. */
	| { readonly kind: "wiped"; readonly remains: readonly string[] };

export interface WipeParts {
	readonly database: StoreDatabase;
	readonly replica: Replica;
	readonly life: StoreLife;
	readonly barrier: WriteBarrier;
	readonly place: ErasePlace;
	readonly unsynced: () => Promise<Unsynced>;
}

const wiping = () =>
	new EngineError(
		"STORE_CLOSED",
		"This account is being logged out of this device: nothing more is stored.",
	);

export async function wipeStore(
	parts: WipeParts,
	{ discard = false, beforeErasing }: WipeOptions,
): Promise<Wiped> {
	const { database, life, barrier, place } = parts;
	const found = discard ? undefined : await wouldBeLost(parts);
	if (found !== undefined) return { kind: "unsynced", unsynced: found };
	await barrier.close(wiping());
	const mark = wipeMark(place.journal, place.name);
	try {
		await mark.set(database, discard ? "discard" : "spare");
		await othersGone(parts.replica.tabs, parts.replica.environment);
		// What was written beside the first look, here or in another tab.
		const late = discard ? undefined : await wouldBeLost(parts);
		if (late !== undefined) {
			await mark.clear(database);
			barrier.open();
			return { kind: "unsynced", unsynced: late };
		}
		if (!(await mark.stands(database))) await life.end("wiped");
		life.assertOpen();
		// From here on the next opening finishes it whatever it finds; where that cannot be said, it looks once more. A
		// database that was erased meanwhile ends this store here.
		await mark.set(database, "discard").catch(() => undefined);
		life.assertOpen();
	} catch (error) {
		// Closed beside it, the database fails with an error of RxDB, and the barrier is to stay closed.
		life.assertOpen();
		barrier.open();
		throw error;
	}
	await beforeErasing?.();
	await life.end("wiped");
	// Two that erase it at once both have, and whoever is late leaves alone what was begun anew.
	const remains = (await mark.stands()) ? await eraseAccount(place) : [];
	return { kind: "wiped", remains };
}

/** One wipe after the other, as of somebody who presses the button twice: what is wiped is not wiped again. */
export function inTurn(
	wipe: (options?: WipeOptions) => Promise<Wiped>,
): (options?: WipeOptions) => Promise<Wiped> {
	let last: Promise<Wiped | undefined> = Promise.resolve(undefined);
	return (options) => {
		const turn = last
			.catch(() => undefined)
			.then((before) => (before?.kind === "wiped" ? before : wipe(options)));
		last = turn;
		return turn;
	};
}

async function wouldBeLost({
	unsynced,
}: WipeParts): Promise<Unsynced | undefined> {
	const found = await unsynced();
	return found.items.length > 0 ? found : undefined;
}
