/** A leader that was silent for so long is frozen, throttled or dead in all but its lock. */
export const SILENT_MS = 6_500;

/** How long a tab has heard nothing of a leader, as far as it could have heard it. */
export interface Silence {
	/** A leader was heard, or what was not heard until now says nothing. */
	broken(): void;
	/** Called while this tab goes on, more often than every `SILENT_MS`. */
	awake(): void;
	/** Whether this tab was frozen or throttled until now, so that it could not hear. */
	wasAsleep(): boolean;
	isLong(): boolean;
}

/** `now` is monotonic (ms). */
export function createSilence(now: () => number): Silence {
	let since = now();
	let awakeAt = since;
	return {
		broken: () => {
			since = now();
		},
		awake: () => {
			awakeAt = now();
		},
		wasAsleep: () => now() - awakeAt > SILENT_MS,
		isLong: () => now() - since > SILENT_MS,
	};
}
