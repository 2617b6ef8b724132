/** Runs everything that waits for a moment, in the order of the moments; between two, all promises are let run. */
export interface VirtualTime {
	/** Ms since the world began. */
	now(): number;
	/** How many timers have run. */
	ran(): number;
	/** Calls `run` once after `ms`; the returned function calls it off. */
	setTimer(run: () => void, ms: number): () => void;
	/** Lets time pass until `moment` (ms), with everything that falls due by then. */
	runUntil(moment: number): Promise<void>;
	/** Lets time pass until `done()`, at most `ms`; answers whether it is. */
	runUntilDone(done: () => boolean, ms: number): Promise<boolean>;
}

interface Timer {
	readonly at: number;
	readonly order: number;
	run: (() => void) | undefined;
}

/** The real one, kept before anybody replaces it: it runs after every promise that is ready. */
const realSetImmediate = setImmediate;

/** Resolves when no promise is ready to go on. */
export function promisesDone(): Promise<void> {
	return new Promise((resolve) => {
		realSetImmediate(resolve);
	});
}

/** When so many fall due at one moment, somebody goes round and round. */
const MOST_AT_ONE_MOMENT = 3_000;

/** `stuck` is told when no time passes any more; what was to run up to a moment is then given up. */
export function createVirtualTime(stuck = () => {}): VirtualTime {
	const heap: Timer[] = [];
	let now = 0;
	let order = 0;
	let ran = 0;
	let ranBefore = 0;
	const passTo = (moment: number) => {
		if (moment <= now) return;
		now = moment;
		ranBefore = ran;
	};
	const setTimer = (run: () => void, ms: number) => {
		const timer: Timer = { at: now + delayOf(ms), order: order++, run };
		push(heap, timer);
		return () => {
			timer.run = undefined;
		};
	};
	const step = async (limit: number): Promise<boolean> => {
		const next = heap[0];
		if (next === undefined || next.at > limit) return false;
		pop(heap);
		passTo(next.at);
		if (next.run === undefined) return true;
		if (ran - ranBefore >= MOST_AT_ONE_MOMENT) {
			stuck();
			return false;
		}
		ran += 1;
		next.run();
		await promisesDone();
		return true;
	};
	const runUntilDone = async (done: () => boolean, ms: number) => {
		const limit = now + ms;
		await promisesDone();
		while (!done()) if (!(await step(limit))) break;
		if (!done()) passTo(limit);
		return done();
	};
	return {
		now: () => now,
		ran: () => ran,
		setTimer,
		runUntil: async (moment) => {
			await runUntilDone(() => false, moment - now);
		},
		runUntilDone,
	};
}

/** As the platform reads it: what is no moment is at once. */
function delayOf(ms: number): number {
	return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

function isBefore(a: Timer, b: Timer): boolean {
	return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function push(heap: Timer[], timer: Timer): void {
	let index = heap.length;
	heap.push(timer);
	while (index > 0) {
		const parent = (index - 1) >> 1;
		const above = heap[parent];
		if (above === undefined || isBefore(above, timer)) break;
		heap[index] = above;
		index = parent;
	}
	heap[index] = timer;
}

function pop(heap: Timer[]): void {
	const last = heap.pop();
	if (last === undefined || heap.length === 0) return;
	let index = 0;
	for (;;) {
		const child = smallerChild(heap, index);
		const below = heap[child];
		if (below === undefined || isBefore(last, below)) break;
		heap[index] = below;
		index = child;
	}
	heap[index] = last;
}

function smallerChild(heap: readonly Timer[], index: number): number {
	const left = heap[2 * index + 1];
	const right = heap[2 * index + 2];
	const isRight =
		left !== undefined && right !== undefined && isBefore(right, left);
	return 2 * index + (isRight ? 2 : 1);
}
