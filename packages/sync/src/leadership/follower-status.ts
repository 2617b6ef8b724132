import type { Trouble } from "../replicator/origin.js";
import type { Status, StatusFacts } from "../status/status.js";

/** What a follower knows by itself. */
export interface FollowerView {
	/** The status that the leader told last; undefined while none was heard. */
	readonly told: Status | undefined;
	/** Counted in this tab's own store: one's own edit waits before the leader knows of it. */
	readonly counted: Omit<StatusFacts, "asOf">;
	/** Whether the leader was heard of lately. */
	readonly isLeaderHeard: boolean;
	/** Why this tab could not begin to lead; undefined while somebody leads. */
	readonly refusal: Trouble | undefined;
}

/** The status that a tab shows which does not lead. Pure. */
export function followerStatus(view: FollowerView): Status | undefined {
	const { told, counted, isLeaderHeard, refusal } = view;
	if (refusal !== undefined) {
		const { kind: state, message, since } = refusal;
		return { ...counted, asOf: told?.asOf, state, message, since };
	}
	if (told === undefined) return undefined;
	const status = { ...told, ...counted };
	if (!isQuiet(status)) return status;
	const { asOf } = told;
	if (counted.waiting > counted.parked)
		return { ...counted, asOf, state: "pushing" };
	// Nobody keeps the lists fresh until another tab leads.
	return isLeaderHeard
		? status
		: { ...counted, asOf, state: "catching-up", stale: 1, problem: "" };
}

function isQuiet({ state }: Status): boolean {
	return state === "in-sync" || state === "parked" || state === "catching-up";
}
