import {
	foldText,
	type Stored,
	writableFields,
} from "@engine-offline/core/replicate";
import type { TrueVersion } from "../engine/truth.js";
import type { LedgerWrite } from "../workload/ledger.js";
import type { EditLog } from "./edit-log.js";
import type { Evidence } from "./rule.js";

/**
 * Whether people here ended what an edit wanted: by deleting, reverting or answering for its document or its org, or by
 * making it anew.
 */
export function wasEndedHere(
	{ ledger }: Evidence,
	write: LedgerWrite,
	{ orgId }: Stored,
): boolean {
	const { device, collection, id, askedAt } = write;
	return ledger.writes().some((other) => {
		if (other === write || other.device !== device) return false;
		// Answering makes no edit of some issues.
		const isAnswer = other.kind === "answer" && other.code === "";
		if (other.state === "failed" && !isAnswer) return false;
		// One that was still under way is made into a later edit, or into the same.
		const isAcked = other.state === "acked";
		if ((isAcked ? other.ackedAt : other.askedAt) < askedAt) return false;
		const isOfOrg = other.collection === "orgs" && other.id === orgId;
		if (isOfOrg && other.kind !== "create") return other.kind !== "update";
		const isOfIt = other.collection === collection && other.id === id;
		return isOfIt && other.kind !== "update";
	});
}

/** Whether the document is one that the Engine has, or had. */
export function isOnEngine(
	evidence: Evidence,
	write: LedgerWrite,
	edits: EditLog,
): boolean {
	return versionsOf(evidence, write, edits).length > 0;
}

/**
 * Fields of which the value that an edit gave is nowhere: the Engine never had it, no issue keeps it, and it was neither
 * written again nor set back here.
 */
export function lostValues(
	evidence: Evidence,
	write: LedgerWrite,
	edits: EditLog,
): string[] {
	const { device, collection, id, fields } = write;
	if (write.kind !== "create" && write.kind !== "update") return [];
	const issues = evidence.issues.of(device, collection, id);
	const versions = versionsOf(evidence, write, edits);
	return writableFields[collection].filter((field) => {
		const value = fields[field];
		if (value === undefined || !edits.changed(write, field)) return false;
		const wasThere = versions.some(
			(one) => foldText(one.fields?.[field] ?? "") === foldText(value),
		);
		return !(
			wasThere ||
			issues.some(({ mine }) => mine?.[field] === value) ||
			edits.tookBack(write, field) ||
			edits.changedLater(write, field)
		);
	});
}

function versionsOf(
	{ engine }: Evidence,
	write: LedgerWrite,
	edits: EditLog,
): readonly TrueVersion[] {
	return engine.truth.versions(write.collection, edits.remoteId(write));
}
