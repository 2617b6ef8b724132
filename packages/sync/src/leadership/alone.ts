import { type Run, startRun } from "../replicator/run.js";
import type { Conduct, ConductParts } from "./conduct.js";

/** This process is the only one that has the store open, or nobody can know of the others. */
export function alone(parts: ConductParts): Conduct {
	let run: Promise<Run> | undefined;
	let begun: Run | undefined;
	const start = () => {
		if (run === undefined) {
			const starting = startRun(parts);
			run = starting;
			starting.then(
				(started) => {
					if (run === starting) begun = started;
				},
				// Whoever started hears of it; the next start is a new one.
				() => {
					if (run === starting) run = undefined;
				},
			);
		}
		return run;
	};
	return {
		start: async () => {
			await start();
		},
		stop: async () => {
			const ending = run;
			run = undefined;
			begun = undefined;
			if (ending !== undefined) await (await ending).stop();
		},
		call: async (call) => (await start())[call](),
		say: () => begun?.say(),
		leads: () => begun !== undefined,
		asOf: (scope) => begun?.asOf(scope),
	};
}
