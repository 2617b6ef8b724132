import type { StorageName } from "../../storages.js";
import { timed } from "../timing.js";
import { type ListOrder, listAlone } from "./list-alone.js";
import { createLike, putRows, readDexieProjects } from "./raw-indexed-db.js";
import { openSignedIn } from "./signed-in.js";

export interface RoundOrder extends ListOrder {
	/** Names the databases of this round, so that each begins empty. */
	readonly round: string;
}

/** Ms of a first sync and of a second one, which finds nothing new. */
async function measureSync(order: RoundOrder, storage: StorageName) {
	const account = `${storage} ${order.round}`;
	const { store, sync, close } = await openSignedIn({
		...order,
		storage,
		account,
	});
	const first = await sync();
	const empty = await sync();
	const rows = await store.projects.count().exec();
	await close();
	return { first, empty, rows };
}

/** The rows as RxDB's Dexie storage keeps them, put raw under the same indexes in one transaction; in ms. */
async function measurePut(round: string, before: ReadonlySet<string>) {
	const stored = await readDexieProjects(before);
	const raw = await createLike(`raw-${round}`, stored);
	const ms = await timed(() => putRows(raw, stored.rows));
	raw.close();
	return ms;
}

/** One round: both storages and the raw side in turn. */
async function runRound(order: RoundOrder) {
	const log = await measureSync(order, "log");
	const names = (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
	const dexie = await measureSync(order, "dexie");
	const put = await measurePut(order.round, new Set(names));
	const list = await listAlone(order);
	if (log.rows !== dexie.rows) throw new Error("The storages differ.");
	return { log, dexie, put, list };
}

declare global {
	interface Window {
		runRound: typeof runRound;
	}
}
window.runRound = runRound;
