import { type Stored, writableFields } from "@engine-offline/core/replicate";
import type { LedgerWrite } from "../workload/ledger.js";
import type { EditLog } from "./edit-log.js";
import type { KnownOutcome } from "./outcome-of.js";
import type { Evidence } from "./rule.js";
import { isOnEngine, lostValues, wasEndedHere } from "./taken-back.js";

interface Ended {
	readonly outcome: KnownOutcome;
	readonly edits: EditLog;
	readonly doc: Stored;
}

/** S2: whether an outcome, when it is first seen, says what happened. */
export function checkTruth(
	evidence: Evidence,
	write: LedgerWrite,
	{ outcome, edits, doc }: Ended,
): void {
	const { device, collection, id } = write;
	const what = `${write.name} ${write.kind} ${collection}/${id} edit ${write.edit}`;
	const issues = evidence.issues.of(device, collection, id);
	if (outcome.kind === "refused" || outcome.kind === "merged") {
		if (!issues.some((issue) => issue.id === outcome.issue))
			evidence.violated(
				"S2",
				device,
				`${what} ended as ${outcome.kind} without its issue ${outcome.issue}`,
			);
	}
	if (outcome.kind === "accepted")
		checkAccepted(evidence, write, { what, edits });
	else checkKept(evidence, write, { what, outcome, edits, doc });
}

/** Whether what a person had written is still to be seen somewhere, where they did not end it themselves. */
function checkKept(
	evidence: Evidence,
	write: LedgerWrite,
	{ what, outcome, edits, doc }: Ended & { readonly what: string },
): void {
	const { device, kind } = write;
	if (wasEndedHere(evidence, write, doc)) return;
	if (kind === "delete" && outcome.kind !== "refused") {
		const remoteId = edits.remoteId(write);
		if (isThere(evidence, write, remoteId))
			evidence.violated(
				"S2",
				device,
				`${what} ended as ${outcome.kind}, and ${remoteId} is still there`,
			);
	}
	if (kind !== "create" && kind !== "update") return;
	if (
		outcome.kind === "cancelled" &&
		kind === "create" &&
		!isOnEngine(evidence, write, edits)
	)
		evidence.violated(
			"S2",
			device,
			`${what} ended as cancelled, and nobody here took it back`,
		);
	const isJoined = joinedInto(evidence, write);
	const lost = lostValues(evidence, write, edits).filter(
		(field) => !isJoined(field),
	);
	if (lost.length > 0)
		evidence.violated(
			"S2",
			device,
			`${what} ended as ${outcome.kind}, and its ${lost.join(", ")} is neither on the Engine nor in an issue`,
		);
}

function checkAccepted(
	evidence: Evidence,
	write: LedgerWrite,
	{ what, edits }: { readonly what: string; readonly edits: EditLog },
): void {
	const { device, collection, kind, fields } = write;
	const remoteId = edits.remoteId(write);
	const versions = evidence.engine.truth.versions(collection, remoteId);
	if (kind === "create" || kind === "update") {
		const isJoined = joinedInto(evidence, write);
		// What a later edit wrote again before it was sent is not asked for.
		const names = Object.keys(fields).filter(
			(field) =>
				(writableFields[collection] as readonly string[]).includes(field) &&
				edits.changed(write, field) &&
				!isJoined(field) &&
				!edits.changedLater(write, field),
		);
		const lacking = names.filter(
			(field) => !versions.some((one) => one.fields?.[field] === fields[field]),
		);
		if (lacking.length > 0 || versions.length === 0)
			evidence.violated(
				"S2",
				device,
				`${what} ended as accepted, and the Engine never had ${lacking.join(", ") || "it"} (${remoteId})`,
			);
	}
	if (kind === "delete" && isThere(evidence, write, remoteId))
		evidence.violated(
			"S2",
			device,
			`${what} ended as accepted, and ${remoteId} was never gone`,
		);
}

/** Whether the thing was neither gone nor hidden from whoever deleted it, at any moment. */
function isThere(
	evidence: Evidence,
	write: LedgerWrite,
	remoteId: string,
): boolean {
	const versions = evidence.engine.truth.versions(write.collection, remoteId);
	return (
		remoteId !== "" &&
		versions.every((one) => one.fields !== undefined) &&
		!isHidden(evidence, write, remoteId)
	);
}

function isHidden(
	evidence: Evidence,
	{ device: name, collection, askedAt }: LedgerWrite,
	remoteId: string,
): boolean {
	const device = evidence.devices.find((one) => one.name === name);
	return (
		device !== undefined &&
		evidence.engine.truth.wasHidden(
			evidence.accountOf(device),
			`${collection}/${remoteId}`,
			askedAt - 60_000,
		)
	);
}

/** Of edits that wait together RxDB makes one write, in which the last one of a field stands. */
export function joinedInto(
	{ ledger }: Evidence,
	write: LedgerWrite,
): (field: string) => boolean {
	const joined = ledger
		.acked(write.device, write.collection, write.id)
		.filter((other) => other !== write && other.edit === write.edit);
	return (field) =>
		joined.some((other) => field in other.fields || other.kind === "delete");
}
