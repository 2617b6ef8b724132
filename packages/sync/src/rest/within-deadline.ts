import type { Closing } from "./closing.js";
import type { HttpEnvironment } from "./rest-options.js";

export interface Limits {
	readonly setTimer: HttpEnvironment["setTimer"];
	readonly deadlineMs: number;
	readonly signal: AbortSignal | undefined;
	readonly closing: Closing;
}

export type GivenUp = "timeout" | "aborted";

/**
 * Runs `work` until it answers, the deadline passes, the signal aborts or the client closes, whichever is first.
 * `work` is told through its signal, but not waited for: a fetch or a body that ignores the signal holds nobody up.
 * No timer or listener is left behind. `work` must not reject.
 */
export function withinDeadline<Result>(
	limits: Limits,
	work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | GivenUp> {
	const { setTimer, deadlineMs, signal, closing } = limits;
	const controller = new AbortController();
	return new Promise((resolve, reject) => {
		const finish = (result: Result | GivenUp) => {
			stopTimer();
			stopClosing();
			signal?.removeEventListener("abort", abort);
			resolve(result);
		};
		const giveUp = (why: GivenUp) => {
			finish(why);
			controller.abort();
		};
		const abort = () => giveUp("aborted");
		const stopTimer = setTimer(() => giveUp("timeout"), deadlineMs);
		const stopClosing = closing.onClose(abort);
		signal?.addEventListener("abort", abort);
		work(controller.signal).then(finish, reject);
	});
}
