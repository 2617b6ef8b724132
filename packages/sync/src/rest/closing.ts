/** Tells what is under way that the client is closed. An AbortSignal would do, but for Node's warning at the eleventh listener. */
export interface Closing {
	readonly isClosed: () => boolean;
	/** Runs once when it closes; the returned function calls it off. */
	readonly onClose: (run: () => void) => () => void;
	readonly close: () => void;
}

export function createClosing(): Closing {
	const waiting = new Set<() => void>();
	let closed = false;
	return {
		isClosed: () => closed,
		onClose: (run) => {
			waiting.add(run);
			return () => waiting.delete(run);
		},
		close: () => {
			closed = true;
			for (const run of [...waiting]) run();
		},
	};
}
