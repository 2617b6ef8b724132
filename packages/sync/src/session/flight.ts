/** Something under way that several callers wait for. */
export interface Flight<Result> {
	readonly result: Promise<Result>;
	/** Settles when the work itself is over, heard or not. */
	readonly landed: Promise<void>;
	/** Ends `result` at once; the work goes on unheard. */
	release(): void;
	/** Ends `result` at once and tells the work to stop. */
	giveUp(): void;
}

/** Starts `work`; whoever waits when it is released or given up hears `instead`. */
export function launch<Result>(
	work: (signal: AbortSignal) => Promise<Result>,
	instead: Result,
): Flight<Result> {
	const controller = new AbortController();
	const done = work(controller.signal);
	let release = () => {};
	const released = new Promise<Result>((resolve) => {
		release = () => resolve(instead);
	});
	return {
		result: Promise.race([done, released]),
		landed: done.then(
			() => undefined,
			() => undefined,
		),
		release,
		giveUp: () => {
			release();
			controller.abort();
		},
	};
}
