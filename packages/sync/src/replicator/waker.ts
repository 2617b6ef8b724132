import type { Environment } from "@engine-offline/core";

/** Longer timers overflow in some engines. */
const LONGEST_MS = 3_600_000;

/** Runs one function soon after `wake()`, once however often it was called, and at a given moment. */
export interface Waker {
	wake(): void;
	/** Replaces the moment given before (monotonic ms; Infinity for never). */
	wakeAt(moment: number): void;
	stop(): void;
}

export function createWaker(
	environment: Pick<Environment, "monotonic" | "setTimer">,
	run: () => void,
): Waker {
	let soon: (() => void) | undefined;
	let later: (() => void) | undefined;
	let stopped = false;
	return {
		wake: () => {
			if (stopped || soon !== undefined) return;
			soon = environment.setTimer(() => {
				soon = undefined;
				run();
			}, 0);
		},
		wakeAt: (moment) => {
			later?.();
			later = undefined;
			if (stopped || moment === Number.POSITIVE_INFINITY) return;
			const ms = Math.max(1, moment - environment.monotonic());
			later = environment.setTimer(run, Math.min(ms, LONGEST_MS));
		},
		stop: () => {
			stopped = true;
			soon?.();
			later?.();
		},
	};
}
