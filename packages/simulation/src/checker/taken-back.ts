import { type Stored, writableFields } from "@engine-offline/core/replicate";
import type { LedgerWrite } from "../workload/ledger.js";
import type { EditLog } from "./edit-log.js";
import type { Evidence } from "./rule.js";

/**
 * Whether the device's own people took an edit back that ended as cancelled: by deleting, reverting or answering for
 * its document or its org, by making it anew, or by setting every value of it back. What the Engine has is not lost
 * either.
 */
export function wasTakenBack(
	evidence: Evidence,
	write: LedgerWrite,
	{ doc, edits }: { readonly doc: Stored; readonly edits: EditLog },
): boolean {
	if (write.kind !== "create" && write.kind !== "update") return true;
	const { device, collection, id, askedAt } = write;
	const later = evidence.ledger
		.writes()
		.filter((other) => other.device === device && other.state !== "failed");
	const isEnded = ({ kind }: LedgerWrite) => kind !== "update";
	const isTakenBack = later.some(
		(other) =>
			other !== write &&
			isEnded(other) &&
			(other.collection === "orgs" && other.id === doc.orgId
				? other.kind !== "create"
				: other.collection === collection &&
					other.id === id &&
					other.askedAt >= askedAt),
	);
	return isTakenBack || isThere(evidence, write, edits);
}

/** Whether each value was set back, replaced, or reached the Engine. */
function isThere(
	evidence: Evidence,
	write: LedgerWrite,
	edits: EditLog,
): boolean {
	const { collection, kind, fields } = write;
	const versions = evidence.engine.truth.versions(
		collection,
		edits.remoteId(write),
	);
	if (kind === "create" && versions.length === 0) return false;
	return writableFields[collection]
		.filter((field) => field in fields && edits.changed(write, field))
		.every(
			(field) =>
				edits.tookBack(write, field) ||
				edits.changedLater(write, field) ||
				versions.some((one) => one.fields?.[field] === fields[field]),
		);
}
