import type { Work } from "../replicator/work.js";

/**
 * What takes an org away with its children, and what brings children of orgs in, take turns: else a child that had just
 * come could go with an org that is back because of it. Neither waits for the Engine within its turn.
 */
export function inTurn<Result>(
	{ memory }: Work,
	run: () => Promise<Result>,
): Promise<Result> {
	const turn = memory.orgTurns.then(run);
	memory.orgTurns = turn.catch(() => undefined);
	return turn;
}
