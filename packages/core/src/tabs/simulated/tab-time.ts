/** Time that passes only when told to. */
export interface TabTime {
	now(): number;
	setTimer(run: () => void, ms: number): () => void;
	/** Lets time pass; between two moments everything goes on that can. */
	advance(ms: number): Promise<void>;
	/** How many timers wait. */
	waiting(): number;
}

interface Timer {
	readonly at: number;
	readonly run: () => void;
}

/** `settle` lets everything go on that is ready, storage too. */
export function createTabTime(settle: () => Promise<void>): TabTime {
	const timers = new Set<Timer>();
	let now = 0;
	const next = (limit: number) =>
		[...timers]
			.filter(({ at }) => at <= limit)
			.reduce<Timer | undefined>(
				(first, timer) =>
					first === undefined || timer.at < first.at ? timer : first,
				undefined,
			);
	return {
		now: () => now,
		setTimer: (run, ms) => {
			const timer = { at: now + Math.max(0, ms), run };
			timers.add(timer);
			return () => {
				timers.delete(timer);
			};
		},
		advance: async (ms) => {
			const limit = now + ms;
			await settle();
			for (let timer = next(limit); timer; timer = next(limit)) {
				timers.delete(timer);
				now = Math.max(now, timer.at);
				timer.run();
				await settle();
			}
			now = limit;
		},
		waiting: () => timers.size,
	};
}
