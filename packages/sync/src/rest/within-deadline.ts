import type { HttpEnvironment } from "./rest-options.js";

export interface Limits {
	readonly environment: Pick<HttpEnvironment, "setTimer">;
	readonly deadlineMs: number;
	/** Each of them gives the work up. */
	readonly signals: readonly AbortSignal[];
}

export type GivenUp = "timeout" | "aborted";

/**
 * Runs `work` until it answers, the deadline passes or a signal aborts, whichever is first. `work` is told through
 * its signal, but not waited for: a fetch or a body that ignores the signal holds nobody up. No timer or listener
 * is left behind. `work` must not reject.
 */
export function withinDeadline<Result>(
	limits: Limits,
	work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | GivenUp> {
	const controller = new AbortController();
	return new Promise((resolve, reject) => {
		const finish = (result: Result | GivenUp) => {
			stopTimer();
			for (const signal of limits.signals)
				signal.removeEventListener("abort", abort);
			resolve(result);
		};
		const giveUp = (why: GivenUp) => {
			finish(why);
			controller.abort();
		};
		const abort = () => giveUp("aborted");
		const stopTimer = limits.environment.setTimer(
			() => giveUp("timeout"),
			limits.deadlineMs,
		);
		for (const signal of limits.signals)
			signal.addEventListener("abort", abort);
		work(controller.signal).then(finish, reject);
	});
}
