import type { MergePolicies } from "@engine-offline/core";
import type { Engine } from "../engine.js";
import type { Session } from "../session/session.js";

/** How long things may take and how old they may get, in ms. */
export interface Timing {
	/** Lists that are on screen are never older than this. Default 15 s. */
	readonly screenAgeMs: number;
	/** All other lists are never older than this. Default 10 min. */
	readonly backgroundAgeMs: number;
	/** Requests a minute for steady polling. Default 60. Pushes and a first sync are not counted. */
	readonly pollsPerMinute: number;
	/** One call as a whole, its answer's body included. Default 30 s. */
	readonly deadlineMs: number;
	/**
	 * Between the two lists that must both lack a create in doubt before it is sent again. Default 35 s: longer than a
	 * lagging replica is behind. The first one begins when the deadline of the lost request is over.
	 */
	readonly doubtGapMs: number;
	/** How long a request that was given up may still take place. Default 150 s. */
	readonly lateMs: number;
	/** A change parked for quota or a view-only org is tried again after this. Default 1 h. */
	readonly parkedRetryMs: number;
}

export const defaultTiming: Timing = {
	screenAgeMs: 15_000,
	backgroundAgeMs: 600_000,
	pollsPerMinute: 60,
	deadlineMs: 30_000,
	doubtGapMs: 35_000,
	lateMs: 150_000,
	parkedRetryMs: 3_600_000,
};

/** Who the app says it is, where the credentials do not: with a custom token, or an app's own sign-in. */
export type Identity = { readonly email: string } | { readonly userId: string };

export interface ReplicatorOptions {
	readonly engine: Engine;
	readonly session: Session;
	readonly identity?: Identity;
	/** What becomes of contested fields; default `mine` everywhere. */
	readonly policies?: MergePolicies;
	readonly timing?: Partial<Timing>;
	/** Told of what the replicator does, for logs and inspectors. Default: silent. */
	readonly observe?: (event: ReplicatorEvent) => void;
}

/** What happened, without any value of a document in it. */
export type ReplicatorEvent =
	| { readonly kind: "listed"; readonly scope: string; readonly rows: number }
	| {
			readonly kind: "list-failed";
			readonly scope: string;
			readonly message: string;
	  }
	| {
			readonly kind: "sent" | "settled" | "in-doubt" | "refused" | "parked";
			readonly collection: string;
			readonly id: string;
			readonly change: string;
	  }
	| {
			readonly kind: "removed";
			readonly collection: string;
			readonly id: string;
	  }
	| { readonly kind: "held"; readonly scope: string; readonly count: number }
	/** Storage failed, or this library has a bug: what was under way is tried again. */
	| { readonly kind: "failed"; readonly task: string; readonly error: unknown };
