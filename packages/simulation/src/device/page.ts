import type { Environment, Locks } from "@engine-offline/core";
import { createTabLocks } from "@engine-offline/core/simulated-tabs";
import type { Process } from "../world/process.js";
import { type BusOptions, createBus, type PageBus } from "./page-bus.js";

/** What the pages of one device share: locks, and channels between them. */
export interface Origin {
	readonly bus: PageBus;
	pageFor(process: Process): Page;
	/** The names of the locks that a process holds or waits for. */
	locksOf(process: Process): readonly string[];
}

/** One of several pages on a device's disk, and whether somebody sees it. */
export interface Page {
	/** What a program hears of its page. */
	readonly environment: Pick<
		Environment,
		| "locks"
		| "openChannel"
		| "isVisible"
		| "onVisible"
		| "onSuspend"
		| "onResume"
	>;
	/** Since when it is seen and goes on (virtual ms); undefined while it does not. */
	seenSince(): number | undefined;
	show(): void;
	hide(): void;
	/** Nothing of it goes on until the thaw; the page is told first, or not. */
	freeze(isTold: boolean): void;
	thaw(): void;
}

export function createOrigin(options: BusOptions): Origin {
	const locks = createTabLocks();
	const bus = createBus(options);
	return {
		bus,
		locksOf: ({ name }) => locks.heldBy(name),
		pageFor: (process) => {
			process.onKill(() => locks.release(process.name));
			const own = locksOf(locks.of(process.name), process);
			return createPage({ process, bus, locks: own, now: options.time.now });
		},
	};
}

interface PageParts {
	readonly process: Process;
	readonly bus: PageBus;
	readonly locks: Locks;
	readonly now: () => number;
}

function createPage({ process, bus, locks, now }: PageParts): Page {
	const hearers = { shown: hearersOf(), put: hearersOf(), back: hearersOf() };
	let isVisible = true;
	let isTold = false;
	let since: number | undefined = now();
	return {
		environment: {
			locks,
			openChannel: (name, hear) => bus.open(process, name, hear),
			isVisible: () => isVisible,
			onVisible: hearers.shown.add,
			onSuspend: hearers.put.add,
			onResume: hearers.back.add,
		},
		seenSince: () => since,
		show: () => {
			if (!isVisible && !process.isFrozen()) since = now();
			isVisible = true;
			process.run(hearers.shown.tell);
		},
		hide: () => {
			isVisible = false;
			since = undefined;
		},
		freeze: (told) => {
			if (process.isFrozen()) return;
			isTold = told;
			since = undefined;
			if (told) hearers.put.tell();
			process.freeze();
		},
		thaw: () => {
			if (!process.isFrozen()) return;
			if (isVisible) since = now();
			process.thaw();
			if (isTold) process.run(hearers.back.tell);
		},
	};
}

function hearersOf() {
	const set = new Set<() => void>();
	return {
		add: (run: () => void) => {
			set.add(run);
			return () => set.delete(run);
		},
		tell: () => {
			for (const run of [...set]) run();
		},
	};
}

/** A frozen page is given a lock, and loses one, without noticing before it is thawed. */
function locksOf(locks: Locks, process: Process): Locks {
	return {
		...locks,
		request: (name, options, run) =>
			new Promise((resolve, reject) => {
				const begin = () =>
					new Promise<void>((begun) => process.run(begun)).then(run);
				locks.request(name, options, begin).then(
					(value) => process.run(() => resolve(value)),
					(error: unknown) => process.run(() => reject(error)),
				);
			}),
	};
}
