import { type Environment, systemEnvironment } from "@engine-offline/core";

/** The real environment, with a count of the timers that still run. */
export interface CountingEnvironment extends Environment {
	readonly timers: () => number;
}

export function countingEnvironment(): CountingEnvironment {
	const system = systemEnvironment();
	const running = new Set<object>();
	return {
		...system,
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
		timers: () => running.size,
	};
}
