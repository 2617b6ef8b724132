import { fits, type Match, type SeenRequest } from "./match.js";
import type { Misbehaviour } from "./misbehaviour.js";

/** One request as it came in and what became of it. It never holds a token or a password. */
export interface LoggedRequest extends SeenRequest {
	/** Counts up by one. */
	readonly number: number;
	/** Milliseconds of the emulator's clock. */
	readonly at: number;
	/** The members of the body, with secrets blotted out. */
	readonly body: Readonly<Record<string, unknown>>;
	readonly misbehaviours: readonly Misbehaviour["kind"][];
	/** The HTTP status that was sent; null while there is none, and for a connection that broke. */
	readonly status: number | null;
	/** The HTTP status that the Engine came to; null when the request did not reach it, or not yet. */
	readonly engineStatus: number | null;
	readonly isDone: boolean;
}

export interface RequestLog {
	begin(
		seen: SeenRequest,
		rest: Pick<LoggedRequest, "at" | "body" | "misbehaviours">,
	): number;
	update(number: number, patch: Partial<LoggedRequest>): void;
	/** The last ten thousand at most, oldest first. */
	list(match?: Match): readonly LoggedRequest[];
	clear(): void;
	/** Resolves with the next request that fits, when it has been answered or dropped. */
	next(match?: Match): Promise<LoggedRequest>;
}

const keptRequests = 10_000;

export function createRequestLog(): RequestLog {
	const entries = new Map<number, LoggedRequest>();
	let count = 0;
	let watchers: {
		readonly match: Match;
		readonly tell: (entry: LoggedRequest) => void;
	}[] = [];
	const tellWatchers = (entry: LoggedRequest) => {
		const told = watchers.filter(({ match }) => fits(match, entry));
		watchers = watchers.filter((watcher) => !told.includes(watcher));
		for (const { tell } of told) tell(entry);
	};
	return {
		begin: (seen, rest) => {
			count++;
			const open = { status: null, engineStatus: null, isDone: false };
			entries.set(count, { number: count, ...seen, ...rest, ...open });
			entries.delete(count - keptRequests);
			return count;
		},
		update: (number, patch) => {
			const entry = entries.get(number);
			if (entry === undefined) return;
			const updated = { ...entry, ...patch };
			entries.set(number, updated);
			if (updated.isDone && !entry.isDone) tellWatchers(updated);
		},
		list: (match = {}) =>
			[...entries.values()].filter((entry) => fits(match, entry)),
		clear: () => entries.clear(),
		next: (match = {}) => new Promise((tell) => watchers.push({ match, tell })),
	};
}
