import { countingEnvironment } from "../rest/test-environment.js";

const keepalive = { afterMs: 11_111, timeoutMs: 77_777 };

/** A client's keepalive by hand: its timers run when the test says so, everything else in real time. */
export function manualKeepalive() {
	const system = countingEnvironment().environment;
	const waiting = new Map<() => void, number>();
	const watchers: { readonly ms: number; readonly tell: () => void }[] = [];
	let clock = 0;
	const setTimer = (run: () => void, ms: number) => {
		if (!Object.values(keepalive).includes(ms)) return system.setTimer(run, ms);
		waiting.set(run, ms);
		for (const watcher of watchers) if (watcher.ms === ms) watcher.tell();
		return () => void waiting.delete(run);
	};
	const fire = (ms: number) => {
		for (const [run, due] of [...waiting]) {
			if (due !== ms) continue;
			waiting.delete(run);
			run();
		}
	};
	return {
		options: {
			keepalive,
			environment: { ...system, setTimer, monotonic: () => clock },
		},
		/** The time is over after which the other side is asked for a sign of life. */
		beQuiet: () => {
			clock += keepalive.afterMs;
			fire(keepalive.afterMs);
		},
		/** The time is over that it had to answer. */
		loseHope: () => fire(keepalive.timeoutMs),
		/** Resolves when the client waits for the next silence: there was a sign of life. */
		heard: () =>
			new Promise<void>((tell) =>
				watchers.push({ ms: keepalive.afterMs, tell }),
			),
		/** Resolves when the client waits for a sign of life. */
		asked: () =>
			new Promise<void>((tell) =>
				watchers.push({ ms: keepalive.timeoutMs, tell }),
			),
	};
}
