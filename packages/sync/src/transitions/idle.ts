import {
	type CollectionName,
	changeOf,
	type Ending,
	type Stored,
	settleEdits,
} from "@engine-offline/core/replicate";

/**
 * Edits for which nothing is left to send are over, and end as `ending` says (undefined: accepted). Without this an
 * edit that was taken back while a request was under way would wait for ever, with nothing that could settle it.
 */
export function endedWhenIdle(
	name: CollectionName,
	doc: Stored,
	ending?: Ending,
): Stored {
	const { envelope } = doc;
	const isIdle =
		envelope.sent === null &&
		envelope.made > envelope.settled &&
		changeOf(name, doc).kind === "none";
	if (!isIdle) return doc;
	const settled = settleEdits(envelope, envelope.made, ending);
	return { ...doc, envelope: { ...settled, parked: null } };
}

/** The same for what was taken back before it was sent, or was not taken by the Engine. */
export function cancelledWhenIdle(name: CollectionName, doc: Stored): Stored {
	return endedWhenIdle(name, doc, { kind: "cancelled" });
}
