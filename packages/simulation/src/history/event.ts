/** One thing that happened. Kept as text parts, so that a trace can be compared and read. */
export interface HistoryEvent {
	/** Position in the total order. */
	readonly seq: number;
	/** Virtual ms. */
	readonly at: number;
	readonly kind: string;
	/** The device that it happened on, '' for the Engine and the world. */
	readonly device: string;
	readonly text: string;
}

export interface History {
	note(kind: string, device: string, text: string): HistoryEvent;
	/** Counts something that is no event of its own. */
	count(key: string): void;
	events(): readonly HistoryEvent[];
	/** How often each kind occurred. */
	counts(): ReadonlyMap<string, number>;
}

export function createHistory(now: () => number): History {
	const events: HistoryEvent[] = [];
	const counts = new Map<string, number>();
	const count = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
	return {
		count,
		note: (kind, device, text) => {
			const event = { seq: events.length, at: now(), kind, device, text };
			events.push(event);
			count(kind);
			return event;
		},
		events: () => events,
		counts: () => counts,
	};
}

export function lineOf({ seq, at, kind, device, text }: HistoryEvent): string {
	const seconds = (at / 1000).toFixed(3);
	return `${seq} ${seconds}s ${device.padEnd(4)} ${kind} ${text}`;
}
