import { unreachable } from "../errors.js";
import type { Stored } from "../model/documents.js";

/** What a pending change waits for, in a sentence. `org`: its org, while that is unfinished itself. */
export function whyItWaits(doc: Stored, org: Stored | undefined): string {
	const { state, parked, hiddenBy } = doc.envelope;
	switch (state) {
		case "sending":
			return "It is being sent.";
		case "in-doubt":
			return "No answer came: whether it took place is being found out.";
		case "parked":
			return parked?.message ?? "";
		case "pending":
		case "synced":
		case "refused":
			if (hiddenBy !== "")
				return "It is hidden with its org and waits with it.";
			return org !== undefined && org.envelope.remoteId === ""
				? "It waits until its org is made."
				: "It waits to be sent.";
		default:
			return unreachable(state);
	}
}
