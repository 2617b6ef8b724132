import { applyChanges, type Change, type Effect, effectsOf } from "./change.js";
import { createHistory } from "./history.js";
import type { RpcName } from "./rpcs.js";
import type { EngineState } from "./state.js";

/** What an observer is told about each call or direct change that changed something. */
export interface Commit {
	/** Counts up by one. */
	readonly number: number;
	readonly at: number;
	/** The rpc that did it, or `control` when it was changed from outside the Engine's interface. */
	readonly rpc: RpcName | "control";
	/** The account that did it; null for control and for signing in. */
	readonly by: string | null;
	readonly effects: readonly Effect[];
}

export interface LedgerOptions {
	readonly now: () => number;
	readonly state: EngineState;
	/** Makes changes durable before they take place; when it throws, they do not. */
	readonly record: ((changes: readonly Change[]) => void) | undefined;
}

/** Holds the newest state and the way back, and is the one place where the state moves. */
export interface Ledger {
	state(): EngineState;
	/** The state as it was so many milliseconds ago. */
	stateBefore(ageMs: number): EngineState;
	commit(
		changes: readonly Change[],
		rpc: Commit["rpc"],
		by: string | null,
	): void;
	/** The listener is called once the state has moved, and must not throw. */
	onCommit(listener: (commit: Commit) => void): () => void;
}

export function createLedger({ now, state, record }: LedgerOptions): Ledger {
	let newest = state;
	let count = 0;
	const listeners = new Set<(commit: Commit) => void>();
	const history = createHistory();
	return {
		state: () => newest,
		stateBefore: (ageMs) => history.before(newest, now() - ageMs),
		commit: (changes, rpc, by) => {
			if (changes.length === 0) return;
			record?.(changes);
			const effects = effectsOf(newest, changes);
			const at = now();
			history.note(at, newest, changes);
			newest = applyChanges(newest, changes);
			count++;
			const commit = { number: count, at, rpc, by, effects };
			for (const listener of listeners) listener(commit);
		},
		onCommit: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}
