import type { EngineError } from "../errors.js";

/** Counts the app's writes that are under way, and holds new ones off. */
export interface WriteBarrier {
	/** Runs a write of the app; rejects while closed. */
	pass<Value>(write: () => Promise<Value>): Promise<Value>;
	/** From now on every write rejects with this; resolves when those under way have ended. */
	close(why: EngineError): Promise<void>;
	open(): void;
	isClosed(): boolean;
}

export function createBarrier(): WriteBarrier {
	const underWay = new Set<Promise<unknown>>();
	let refusal: EngineError | undefined;
	return {
		pass: async (write) => {
			if (refusal !== undefined) throw refusal;
			const running = write();
			underWay.add(running);
			try {
				return await running;
			} finally {
				underWay.delete(running);
			}
		},
		close: async (why) => {
			refusal = why;
			await Promise.allSettled([...underWay]);
		},
		open: () => {
			refusal = undefined;
		},
		isClosed: () => refusal !== undefined,
	};
}
