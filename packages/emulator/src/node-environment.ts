import { randomUUID } from "node:crypto";
import type { Environment } from "./environment.js";

/** The clock, timers and randomness of Node. The only file of the package that reaches out for them. */
export function createNodeEnvironment(): Environment {
	let last = 0;
	return {
		now: () => {
			last = Math.max(last, Date.now());
			return last;
		},
		after: (ms, callback) => {
			const timer = setTimeout(callback, ms);
			return () => clearTimeout(timer);
		},
		freshSeed: () => randomUUID(),
	};
}
