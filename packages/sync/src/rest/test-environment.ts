import { systemEnvironment } from "@engine-offline/core";
import type { HttpEnvironment } from "./rest-options.js";

/** The real network, with a count of the timers that are still running, for tests. */
export function countingEnvironment(over: Partial<HttpEnvironment> = {}) {
	const system = systemEnvironment();
	const running = new Set<object>();
	const environment: HttpEnvironment = {
		now: system.now,
		fetch: system.fetch,
		setTimer: (run, ms) => {
			const timer = {};
			running.add(timer);
			const stop = system.setTimer(() => {
				running.delete(timer);
				run();
			}, ms);
			return () => {
				running.delete(timer);
				stop();
			};
		},
		...over,
	};
	return { environment, timers: () => running.size };
}
