import { listAlone } from "../sync-page/list-alone.js";
import {
	createLike,
	putRows,
	readDexieProjects,
} from "../sync-page/raw-indexed-db.js";
import {
	openLocal,
	openSignedIn,
	type SignedInOrder,
} from "../sync-page/signed-in.js";
import { type Samples, times } from "../timing.js";
import { openRawReads } from "./raw-reads.js";
import type { Reads, ReadsOrder } from "./reads.js";
import { openStoreReads } from "./store-reads.js";

/** Fills the store from the Engine; the raw side gets the very rows that the Dexie storage has. */
async function fill(order: ReadsOrder): Promise<Samples> {
	const { sync, close } = await openSignedIn(engineOrder(order));
	await sync();
	const pull = () => (order.side === "raw" ? listAlone(order) : sync());
	const pulls: number[] = [];
	for (let n = 0; n < 5; n += 1) pulls.push(await pull());
	await close();
	if (order.side === "raw") await fillRaw();
	return { "an empty pull of all": pulls };
}

async function fillRaw(): Promise<void> {
	const stored = await readDexieProjects(new Set());
	const index = { name: "orgId", keyPath: "orgId", multiEntry: false };
	const raw = await createLike("raw", { ...stored, indexes: [index] });
	await putRows(raw, stored.rows);
	raw.close();
}

function engineOrder(order: ReadsOrder): SignedInOrder {
	const storage = order.side === "raw" ? "dexie" : order.side;
	return { ...order, storage, account: "reads" };
}

const open = (order: ReadsOrder, journal?: false): Promise<Reads> =>
	order.side === "raw"
		? openRawReads("raw")
		: openLocal({
				...engineOrder(order),
				...(journal === false ? { journal } : {}),
			}).then(openStoreReads);

/** In a process that did nothing else yet. */
async function measureCold(order: ReadsOrder): Promise<Samples> {
	const began = performance.now();
	const reads = await open(order);
	const first = await reads.countOf(order.orgIds[50] ?? "");
	const firstMs = performance.now() - began;
	const all = await reads.countAll();
	const allMs = performance.now() - began;
	if (first !== 100 || all < 10_000)
		throw new Error(`${order.side} shows ${first} and ${all} rows.`);
	await reads.close();
	return {
		"cold open to the first 100 rows": [firstMs],
		"cold open to all": [allMs],
	};
}

/** In a process that goes on. */
async function measureWarm(order: ReadsOrder): Promise<Samples> {
	const { orgIds } = order;
	const reads = await open(order);
	await reads.countAll();
	const query = await times(40, (n) => reads.countOf(orgIds[n] ?? ""));
	const insert = (to: Reads) =>
		times(60, (n) => to.insert(orgIds[n] ?? "", crypto.randomUUID()));
	const write = await insert(reads);
	const one = await hear(reads, orgIds.slice(0, 1));
	const hundred = await hear(reads, orgIds.slice(0, 100));
	await reads.close();
	const alone = await open(order, false);
	await alone.countAll();
	const writeAlone = await insert(alone);
	await alone.close();
	return {
		"one acknowledged write": write,
		"one acknowledged write without journal": writeAlone,
		"query 100 rows by org, new values": query,
		"update to subscriber, 1 live query": one,
		"update to subscriber, 100 live queries": hundred,
	};
}

/** From an update of a project until the query of its org shows it. */
async function hear(reads: Reads, orgIds: readonly string[]) {
	const { watch } = reads;
	if (watch === undefined) return [];
	const live = await watch(orgIds);
	const spent = await times(21, (n) =>
		live.updateAndSee(`Named ${orgIds.length} ${n}`),
	);
	live.stop();
	// The first one waits for the subscription itself.
	return spent.slice(1);
}

declare global {
	interface Window {
		fillReads: typeof fill;
		measureColdReads: typeof measureCold;
		measureWarmReads: typeof measureWarm;
	}
}
window.fillReads = fill;
window.measureColdReads = measureCold;
window.measureWarmReads = measureWarm;
