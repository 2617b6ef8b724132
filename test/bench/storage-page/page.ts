import type { Durability } from "../../storages.js";
import { type Samples, timed, times } from "../timing.js";
import { openRaw } from "./raw-side.js";
import { makeRow, makeRows, orgOf } from "./row.js";
import { openRx } from "./rx-side.js";
import type { Side, SideName } from "./side.js";

export interface StorageOrder {
	readonly side: SideName;
	readonly durability: Durability;
	/** Names the database. */
	readonly name: string;
	readonly documents: number;
	readonly orgs: number;
}

const open = ({ side, durability, name }: StorageOrder): Promise<Side> =>
	side === "raw" ? openRaw(name, durability) : openRx(name, side, durability);

/** Everything that can be measured in a process that goes on; the database is left for `measureCold`. */
async function measureWarm(order: StorageOrder): Promise<Samples> {
	const filling = await fill(order);
	return { ...filling, ...(await measureFull(order)) };
}

/** Bulk writes, and what comes right behind them. */
async function fill(order: StorageOrder): Promise<Samples> {
	const { documents, orgs } = order;
	const side = await open(order);
	const bulk = await timed(() => side.bulk(makeRows(documents, orgs)));
	const longest = watchLongTasks();
	const queryAfterBulk = await timed(() => side.queryOrg(orgOf(1, orgs)));
	const longTask = await longest();
	const update = await timed(() => side.update(makeRows(documents, orgs, 1)));
	const behind = await times(20, (n) =>
		side.insert(makeRow(documents + 2000 + n, orgs)),
	);
	await side.close();
	return {
		"store all in bulk": [bulk],
		"the first query by org after it": [queryAfterBulk],
		"longest task over 50 in it": [longTask],
		"update all in bulk": [update],
		"one insert right behind it": behind,
	};
}

/** A store that was opened again, with all of it read and nothing left to do behind. */
async function measureFull(order: StorageOrder): Promise<Samples> {
	const { documents, orgs } = order;
	const side = await open(order);
	await side.readAll();
	await quiet(order);
	const single = await times(60, (n) =>
		side.insert(makeRow(documents + n, orgs)),
	);
	const thousand = await timed(() =>
		Promise.all(
			Array.from({ length: 1000 }, (_, n) =>
				side.insert(makeRow(documents + 100 + n, orgs)),
			),
		),
	);
	const query = await times(20, (n) => side.queryOrg(orgOf(n + 20, orgs)));
	const all = await times(3, () => side.readAll());
	const heard1 = await hear(side, order, 1);
	const heard100 = await hear(side, order, 100);
	await side.close();
	return {
		"one acknowledged insert": single,
		"1,000 inserts at once": [thousand],
		"query 100 by org, new values": query,
		"read all": all,
		"update to subscriber, 1 live query": heard1,
		"update to subscriber, 100 live queries": heard100,
	};
}

/** Time for what a storage does behind what was asked of it. */
const quiet = ({ documents }: StorageOrder) =>
	new Promise((resolve) => setTimeout(resolve, 1500 + documents / 20));

/** From an update until the subscriber of that org shows it. */
async function hear(side: Side, { orgs }: StorageOrder, queries: number) {
	if (side.watch === undefined) return [];
	let onStamp: (stamp: number) => void = () => {};
	const stop = side.watch(queries, (stamp) => onStamp(stamp));
	const spent = await times(15, (n) => {
		const stamp = queries * 1000 + n + 10;
		const shown = new Promise<void>((resolve) => {
			onStamp = (now) => now === stamp && resolve();
		});
		return Promise.all([side.update([makeRow(0, orgs, stamp)]), shown]);
	});
	stop();
	// The first one waits for the subscription itself.
	return spent.slice(1);
}

/** Opens a database that another process filled: time to the first org's rows, and to all. */
async function measureCold(order: StorageOrder): Promise<Samples> {
	const began = performance.now();
	const side = await open(order);
	const firstRows = await side.queryOrg(orgOf(50, order.orgs));
	const first = performance.now() - began;
	const allRows = await side.readAll();
	const all = performance.now() - began;
	if (firstRows === 0 || allRows < order.documents)
		throw new Error(`${order.side} shows ${firstRows} and ${allRows} rows`);
	const databases = (await indexedDB.databases()).length;
	// Left open: its heap is measured next, and the browser ends.
	window.openSide = side;
	return {
		"cold process, first 100 rows by org": [first],
		"cold process, all": [all],
		databases: [databases],
	};
}

/**
 * Opens it, shows the first org, and leaves it alone until the rest has been read; then the same once all of it has been
 * written again: what a person would feel of what goes on behind.
 */
async function measureTasks(order: StorageOrder): Promise<Samples> {
	const whileOpening = watchLongTasks();
	const side = await open(order);
	await side.queryOrg(orgOf(50, order.orgs));
	await quiet(order);
	const opening = await whileOpening();
	await side.update(makeRows(order.documents, order.orgs, 2));
	const behindIt = watchLongTasks();
	await quiet(order);
	const behind = await behindIt();
	await side.close();
	return {
		"longest task over 50 while opening": [opening],
		"longest task over 50 behind an update": [behind],
	};
}

/** So many acknowledged inserts one after the other, then as many at once, and when each half began and ended. */
async function insertForFlushes(order: StorageOrder, inserts: number) {
	const side = await open(order);
	const insert = (n: number) => side.insert(makeRow(n, order.orgs));
	const numbers = Array.from({ length: inserts }, (_, n) => n);
	await quiet(order);
	const began = Date.now();
	for (const n of numbers) await insert(n);
	const singly = Date.now();
	await quiet(order);
	const again = Date.now();
	await Promise.all(numbers.map((n) => insert(n + inserts)));
	const ended = Date.now();
	await side.close();
	return { singly: [began, singly], together: [again, ended] } as const;
}

/** The longest task over 50 ms since, 0 for none. */
function watchLongTasks(): () => Promise<number> {
	let longest = 0;
	// Not what the page itself took to load.
	const began = performance.now();
	const note = (entries: PerformanceEntryList) => {
		for (const { startTime, duration } of entries)
			if (startTime >= began) longest = Math.max(longest, duration);
	};
	const observer = new PerformanceObserver((list) => note(list.getEntries()));
	observer.observe({ type: "longtask" });
	return async () => {
		await new Promise((resolve) => setTimeout(resolve, 100));
		note(observer.takeRecords());
		observer.disconnect();
		return longest;
	};
}

declare global {
	interface Window {
		measureWarm: typeof measureWarm;
		measureCold: typeof measureCold;
		measureTasks: typeof measureTasks;
		insertForFlushes: typeof insertForFlushes;
		openSide: Side;
	}
}
window.measureWarm = measureWarm;
window.measureCold = measureCold;
window.measureTasks = measureTasks;
window.insertForFlushes = insertForFlushes;
