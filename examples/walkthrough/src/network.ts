import type { Environment } from "@engine-offline/core";

/** The device's way to the Engine, with a switch. */
export interface Network extends Pick<Environment, "fetch" | "onReconnect"> {
	goOffline(): void;
	/** From now on requests go by `through`. */
	goOnline(through?: typeof fetch): void;
}

export function createNetwork(): Network {
	let send: typeof fetch | undefined = fetch;
	const listeners = new Set<() => void>();
	return {
		fetch: async (input, init) => {
			if (send === undefined) throw new TypeError("There is no network.");
			return send(input, init);
		},
		onReconnect: (run) => {
			listeners.add(run);
			return () => listeners.delete(run);
		},
		goOffline: () => {
			send = undefined;
		},
		goOnline: (through = fetch) => {
			send = through;
			for (const run of listeners) run();
		},
	};
}
