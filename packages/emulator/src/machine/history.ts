import { applyChanges, type Change, undoOf } from "./change.js";
import type { EngineState } from "./state.js";

const keptMs = 600_000;
const keptCommits = 5_000;

/** Remembers how to go back, so that a lagging replica can be shown. */
export interface History {
	/** Notes the changes that are about to be made to the state. */
	note(at: number, state: EngineState, changes: readonly Change[]): void;
	/** The state as it was at a moment: everything later is undone. */
	before(state: EngineState, moment: number): EngineState;
}

export function createHistory(): History {
	const steps: { at: number; undo: readonly Change[] }[] = [];
	return {
		note: (at, state, changes) => {
			steps.push({ at, undo: undoOf(state, changes) });
			while (steps.length > keptCommits || isTooOld(steps[0], at))
				steps.shift();
		},
		before: (state, moment) => {
			const later = steps.filter((step) => step.at > moment).reverse();
			return applyChanges(
				state,
				later.flatMap((step) => step.undo),
			);
		},
	};
}

function isTooOld(
	step: { readonly at: number } | undefined,
	now: number,
): boolean {
	return step !== undefined && step.at < now - keptMs;
}
