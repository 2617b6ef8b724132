import type { LedgerWrite } from "../workload/ledger.js";
import type { Evidence } from "./rule.js";

/**
 * Another write of the document was under way in the same moment, and process and store were lost before it was made
 * again on top of this one: the journal may have that one instead (core's JR23).
 */
export function isOverwritten(
	{ ledger }: Evidence,
	{ device, collection, id, askedAt, ackedAt }: LedgerWrite,
	wipedAt: number,
): boolean {
	return ledger
		.writes()
		.some(
			(other) =>
				other.device === device &&
				other.collection === collection &&
				other.id === id &&
				other.state !== "acked" &&
				askedAt <= other.askedAt &&
				other.askedAt <= ackedAt &&
				ackedAt <= wipedAt &&
				wipedAt - ackedAt < OVERWRITTEN_MS,
		);
}

/** A write takes no longer, on a slow disk. */
const OVERWRITTEN_MS = 3_000;

/** An app's own policy may let another value win, where an issue keeps this one. */
export function isMerged(
	evidence: Evidence,
	{ device, collection, id, fields }: LedgerWrite,
	field: string,
): boolean {
	return (
		evidence.hasPolicies &&
		evidence.issues
			.of(device, collection, id)
			.some(({ mine }) => mine?.[field] === fields[field])
	);
}
