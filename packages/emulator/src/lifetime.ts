import type { Environment } from "./environment.js";

/** The time between start and close. After its end nothing that was waiting takes place. */
export interface Lifetime {
	/** The environment, with timers that end with this lifetime. */
	readonly environment: Environment;
	isOpen(): boolean;
	end(): void;
}

export function createLifetime(outer: Environment): Lifetime {
	const cancels = new Set<() => void>();
	let isOpen = true;
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
		isOpen: () => isOpen,
		end: () => {
			isOpen = false;
			for (const cancel of [...cancels]) cancel();
		},
	};
}
