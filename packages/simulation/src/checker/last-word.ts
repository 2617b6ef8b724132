import {
	changeOf,
	type Stored,
	writableFields,
} from "@engine-offline/core/replicate";
import type { Device } from "../device/device.js";
import type { LedgerWrite } from "../workload/ledger.js";
import { outcomeIn } from "./outcome-of.js";
import type { Evidence, Rule } from "./rule.js";
import { isParked } from "./waiting.js";

/**
 * S2: at the end every acknowledged edit has an outcome, but for what waits. S7: an earlier edit of a field never has
 * the last word over a later one.
 */
export function lastWord(evidence: Evidence): Rule {
	return {
		end: () => {
			for (const device of evidence.devices)
				for (const [name, id] of evidence.ledger.documents(device.name)) {
					const doc = device.disk.documents(name).get(id);
					const acked = evidence.ledger.acked(device.name, name, id);
					if (doc === undefined) continue;
					checkOver(evidence, device, { doc, acked });
					checkLast(evidence, device, { doc, acked });
				}
		},
	};
}

/** S7: what waits is not replaced behind the user's back, but by its base, by a refusal, or by a merge that says so. */
export function waitingStays(evidence: Evidence): Rule {
	return {
		stored: (device, { name, previous, next }) => {
			if (previous === undefined || previous._deleted || next._deleted) return;
			const { made, settled, touched, base, sent } = previous.envelope;
			if (next.envelope.made !== made || settled === made) return;
			for (const field of writableFields[name]) {
				const edit = touched[field] ?? 0;
				const before: unknown = Reflect.get(previous, field);
				const after: unknown = Reflect.get(next, field);
				if (edit <= settled || after === before || after === base?.[field])
					continue;
				// Taken back to what was there: then anybody's value stands, but for the one that was taken back.
				if (before === base?.[field] && after !== sent?.values[field]) continue;
				if (told.includes(outcomeIn(next, edit)?.kind ?? "")) continue;
				if (isContested(next, field)) continue;
				evidence.violated(
					"S7",
					device.name,
					`${name}/${next.id}.${field}: ${JSON.stringify(before)} of edit ${edit} waited, and is ${JSON.stringify(after)} now`,
				);
			}
		},
	};
}

/** A policy made one value of two, and an issue keeps both. */
function isContested({ envelope }: Stored, field: string): boolean {
	return envelope.issues.some(
		(issue) => issue.kind === "contested" && issue.field === field,
	);
}

const told = ["refused", "merged", "accepted-with-changes"];

interface Judged {
	readonly doc: Stored;
	readonly acked: readonly LedgerWrite[];
}

function checkOver(
	evidence: Evidence,
	device: Device,
	{ doc, acked }: Judged,
): void {
	const { sent, settled, made } = doc.envelope;
	const [write] = acked;
	if (write === undefined || sent !== null) return;
	if (changeOf(write.collection, doc).kind !== "none") return;
	if (settled < made)
		evidence.violated(
			"S2",
			device.name,
			`${write.collection}/${doc.id} has nothing to send, and only ${settled} of ${made} edits have an outcome`,
		);
}

const over = ["accepted", "accepted-with-changes", "cancelled"];

function checkLast(
	evidence: Evidence,
	device: Device,
	{ doc, acked }: Judged,
): void {
	const last = acked.at(-1);
	if (last?.kind !== "update") return;
	if (last.edit !== doc.envelope.made || doc._deleted) return;
	if (!over.includes(outcomeIn(doc, last.edit)?.kind ?? "")) return;
	if (wentWithOrg(evidence, doc, last)) return;
	for (const field of writableFields[last.collection])
		if (field in last.fields)
			checkField(evidence, device, { doc, acked, field });
}

/** Whoever deletes an org takes back what they wanted of what is in it. */
function wentWithOrg(
	{ ledger }: Evidence,
	{ orgId = "" }: Stored,
	{ device, askedAt }: LedgerWrite,
): boolean {
	return ledger
		.acked(device, "orgs", orgId)
		.some((write) => write.kind === "delete" && write.askedAt >= askedAt);
}

function checkField(
	evidence: Evidence,
	device: Device,
	{ doc, acked, field }: Judged & { readonly field: string },
): void {
	const last = acked.at(-1);
	if (last === undefined) return;
	const versions = evidence.engine.truth.versions(
		last.collection,
		doc.envelope.remoteId,
	);
	const value = versions.at(-1)?.fields?.[field];
	if (value === undefined || value === last.fields[field]) return;
	// An earlier one arrived late, and the last one is parked until it may be sent again.
	if (isParked(device, doc) && Reflect.get(doc, field) === last.fields[field])
		return;
	const begun = versions.findLastIndex((one) => one.fields?.[field] !== value);
	const isOurs = versions[begun + 1]?.device === device.name;
	const earlier = acked.find((write) => write.fields[field] === value);
	if (isOurs && earlier !== undefined)
		evidence.violated(
			"S7",
			device.name,
			`${last.name} of ${last.collection}/${doc.id}.${field} came after ${earlier.name}, and the Engine is left with ${JSON.stringify(value)}`,
		);
}
