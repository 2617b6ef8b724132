import type { HeldRemoval } from "../pull/absence.js";
import type { Trouble } from "../replicator/origin.js";

/** What is true whatever the state. */
export interface StatusFacts {
	/** Changes that are not on the Engine yet, parked ones included. */
	readonly waiting: number;
	/** Of those: sent without an answer. */
	readonly inDoubt: number;
	/** Of those: waiting for something other than the network. */
	readonly parked: number;
	/** Documents that a person should look at. */
	readonly issues: number;
	/** When the oldest change that waits was made (wall clock ms), 0 when none does. */
	readonly waitingSince: number;
	/** When the stalest list was last complete (wall clock ms); undefined while one never was. */
	readonly asOf: number | undefined;
}

/** How the store stands to the Engine. Each state carries what only it can say. */
export type Status = StatusFacts &
	(
		| { readonly state: "stopped" }
		/** Somebody has to sign in; everything waits. */
		| { readonly state: "signed-out"; readonly message: string }
		/** Another person is signed in than the one whose store this is. */
		| { readonly state: "wrong-account"; readonly message: string }
		| {
				readonly state: Trouble["kind"];
				readonly message: string;
				/** Wall clock in ms. */
				readonly since: number;
		  }
		/** So many things vanished from lists that somebody has to say yes: `confirmRemovals()`. */
		| {
				readonly state: "removals-held";
				readonly held: readonly HeldRemoval[];
		  }
		| {
				readonly state: "first-sync";
				readonly listed: number;
				readonly lists: number;
				/** Why a list cannot be had, '' when all can. */
				readonly problem: string;
		  }
		/** New things wait, and nobody said who signed in: give the replicator an `identity`. */
		| { readonly state: "unnamed" }
		/** Changes are on their way. */
		| { readonly state: "pushing" }
		/** Some list is older than promised. */
		| {
				readonly state: "catching-up";
				readonly stale: number;
				/** Why a list cannot be had, '' when all can. */
				readonly problem: string;
		  }
		/** All that could be done is done; what waits is parked. */
		| { readonly state: "parked" }
		/** Nothing waits, and every list is what the Engine showed, no older than promised. */
		| { readonly state: "in-sync" }
	);

/** The facts that the status is computed from, each time. */
export interface StatusInput extends StatusFacts {
	readonly running: boolean;
	readonly signedOut: string | undefined;
	readonly wrongAccount: string | undefined;
	/** Nobody said who signed in. */
	readonly unnamed: boolean;
	/** No list was ever written down as complete. */
	readonly isFirst: boolean;
	readonly problem: string;
	readonly trouble: Trouble | undefined;
	readonly held: readonly HeldRemoval[];
	/** Lists that were complete at least once, in this run or an earlier one, and all there are. */
	readonly listed: number;
	readonly lists: number;
	/** Lists older than promised. */
	readonly stale: number;
	/** A change is being worked on: what follows from it, such as projects that come back with their org, too. */
	readonly busy: boolean;
}

/** Pure: one status from the facts, the most serious first. */
export function statusOf(input: StatusInput): Status {
	const { waiting, inDoubt, parked, issues, waitingSince, asOf } = input;
	const facts = { waiting, inDoubt, parked, issues, waitingSince, asOf };
	return { ...facts, ...stateOf(input) };
}

type State = Status extends infer Each
	? Each extends Status
		? Omit<Each, keyof StatusFacts>
		: never
	: never;

function stateOf(input: StatusInput): State {
	const { trouble, held, listed, lists, stale, problem } = input;
	if (!input.running) return { state: "stopped" };
	if (input.wrongAccount !== undefined)
		return { state: "wrong-account", message: input.wrongAccount };
	if (input.signedOut !== undefined)
		return { state: "signed-out", message: input.signedOut };
	if (trouble !== undefined)
		return {
			state: trouble.kind,
			message: trouble.message,
			since: trouble.since,
		};
	if (held.length > 0) return { state: "removals-held", held };
	if (input.isFirst && listed < lists)
		return { state: "first-sync", listed, lists, problem };
	if (input.waiting > input.parked)
		return { state: input.unnamed ? "unnamed" : "pushing" };
	if (input.busy) return { state: "pushing" };
	if (stale > 0) return { state: "catching-up", stale, problem };
	return { state: input.parked > 0 ? "parked" : "in-sync" };
}
