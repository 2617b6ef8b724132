import type { Environment } from "./environment.js";

/** An environment whose timers can all be cancelled at once. */
export function createTimers(outer: Environment): {
	readonly environment: Environment;
	cancelAll(): void;
} {
	const cancels = new Set<() => void>();
	const after: Environment["after"] = (ms, callback) => {
		const cancelOuter = outer.after(ms, () => {
			cancels.delete(cancel);
			callback();
		});
		const cancel = () => {
			cancels.delete(cancel);
			cancelOuter();
		};
		cancels.add(cancel);
		return cancel;
	};
	return {
		environment: { ...outer, after },
		cancelAll: () => {
			for (const cancel of [...cancels]) cancel();
		},
	};
}
