import { unreachable } from "../errors.js";
import type { Envelope, ParkedReason } from "../model/envelope.js";

/** Why something waits or was refused, in the Engine's words where it gave any. */
interface Reason<Kind extends string> {
	readonly reason: Kind;
	/** gRPC code by name, or ''. */
	readonly code: string;
	readonly message: string;
	/** What the Engine suggests, or ''. */
	readonly suggestion: string;
}

/** Where one document stands. `since` is wall clock in ms since 1970, for showing. */
export type SyncState =
	| { readonly state: "synced" }
	| {
			readonly state: "pending" | "sending" | "in-doubt";
			readonly since: number;
	  }
	| ({ readonly state: "parked"; readonly since: number } & Reason<
			ParkedReason | ""
	  >)
	| ({
			readonly state: "refused";
			readonly since: number;
			/** The id of the issue within `store.issues`. */
			readonly issue: string;
	  } & Reason<string>);

/** The sync state of a document as its envelope has it. */
export function syncStateOf(
	documentKey: string,
	envelope: Envelope,
): SyncState {
	const { state, since, parked } = envelope;
	switch (state) {
		case "synced":
			return { state };
		case "pending":
		case "sending":
		case "in-doubt":
			return { state, since };
		case "parked":
			return {
				state,
				since,
				reason: parked?.reason ?? "",
				code: parked?.code ?? "",
				message: parked?.message ?? "",
				suggestion: parked?.suggestion ?? "",
			};
		case "refused":
			return refusedState(documentKey, envelope);
		default:
			return unreachable(state);
	}
}

function refusedState(documentKey: string, envelope: Envelope): SyncState {
	const issue = envelope.issues.find(
		({ kind }) => kind !== "contested" && kind !== "possible-duplicate",
	);
	return {
		state: "refused",
		since: issue?.at ?? 0,
		issue: issue === undefined ? "" : `${documentKey}/${issue.id}`,
		reason: issue?.reason ?? "",
		code: issue?.code ?? "",
		message: issue?.message ?? "",
		suggestion: issue?.suggestion ?? "",
	};
}
