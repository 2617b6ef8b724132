import {
	type CollectionName,
	type Stored,
	writableFields,
} from "@engine-offline/core/replicate";
import type { Device } from "../device/device.js";
import type { LedgerWrite } from "../workload/ledger.js";
import { createEditLog, type EditLog } from "./edit-log.js";
import { type KnownOutcome, outcomeIn } from "./outcome-of.js";
import { isMerged, isOverwritten } from "./overruled.js";
import type { Evidence, Rule } from "./rule.js";
import { isOnEngine, lostValues, wasEndedHere } from "./taken-back.js";

/**
 * S1 and S7: what was acknowledged is there, visible or settled, at every moment and after every boot.
 * S2: an outcome, once known, stays; and it is true.
 */
export function durable(evidence: Evidence): Rule {
	const outcomes = new Map<string, KnownOutcome>();
	const edits = createEditLog(evidence.time.now);
	const stored = new Set<LedgerWrite>();
	/** Devices that were wiped, and have not opened their store since. */
	const emptied = new Set<string>();
	/** When a device was wiped last (virtual ms). */
	const wipedAt = new Map<string, number>();
	const places = { outcomes, edits, stored, wipedAt };
	const check = () => {
		for (const device of evidence.devices) {
			if (emptied.has(device.name)) continue;
			for (const [name, id] of evidence.ledger.documents(device.name))
				checkDocument(evidence, { ...places, device, name, id });
		}
	};
	return {
		stored: edits.note,
		step: check,
		booted: (device) => {
			emptied.delete(device.name);
			check();
		},
		end: check,
		wiped: ({ name }) => {
			emptied.add(name);
			wipedAt.set(name, evidence.time.now());
			const owed = new Set(
				[...evidence.ledger.documents(name)].map((names) => names.join("/")),
			);
			edits.keepOnly(name, (document) => owed.has(document));
			for (const key of outcomes.keys())
				if (key.startsWith(`${name} `)) outcomes.delete(key);
		},
	};
}

interface Place {
	readonly device: Device;
	readonly name: CollectionName;
	readonly id: string;
	readonly outcomes: Map<string, KnownOutcome>;
	readonly edits: EditLog;
	/** Writes that were looked for in what was stored. */
	readonly stored: Set<LedgerWrite>;
	readonly wipedAt: ReadonlyMap<string, number>;
}

function checkDocument(evidence: Evidence, place: Place): void {
	const { device, name, id } = place;
	const doc = device.disk.documents(name).get(id);
	const acked = evidence.ledger.acked(device.name, name, id);
	if (doc === undefined) {
		evidence.violated("S1", device.name, `${name}/${id} is not stored at all`);
		return;
	}
	for (const write of acked) {
		checkStored(evidence, place, write);
		checkOutcome(evidence, place, { doc, write });
	}
	checkValues(evidence, place, { doc, acked });
}

/** What was acknowledged had been stored by then. */
function checkStored(
	evidence: Evidence,
	{ edits, stored }: Place,
	write: LedgerWrite,
): void {
	if (stored.has(write)) return;
	stored.add(write);
	const { collection } = write;
	const isJoined = joinedInto(evidence, write);
	for (const field of writableFields[collection])
		if (
			field in write.fields &&
			!isJoined(field) &&
			!edits.showed(write, field)
		)
			evidence.violated(
				"S1",
				write.device,
				`${write.name} of ${write.collection}/${write.id} is acknowledged, and ${field} never showed it`,
			);
}

/** Of edits that wait together RxDB makes one write, in which the last one of a field stands. */
function joinedInto(
	{ ledger }: Evidence,
	write: LedgerWrite,
): (field: string) => boolean {
	const joined = ledger
		.acked(write.device, write.collection, write.id)
		.filter((other) => other !== write && other.edit === write.edit);
	return (field) =>
		joined.some((other) => field in other.fields || other.kind === "delete");
}

function checkOutcome(
	evidence: Evidence,
	{ device, name, id, outcomes, edits }: Place,
	{ doc, write }: { doc: Stored; write: LedgerWrite },
): void {
	const { edit } = write;
	const what = `${write.name} ${name}/${id} edit ${edit}`;
	if (edit > doc.envelope.made)
		evidence.violated(
			"S1",
			device.name,
			`${what} is acknowledged, ${doc.envelope.made} were made`,
		);
	const outcome = outcomeIn(doc, edit);
	const key = `${device.name} ${name}/${id} ${edit}`;
	const known = outcomes.get(key);
	if (outcome === undefined) {
		if (known !== undefined)
			evidence.violated(
				"S2",
				device.name,
				`${what} was ${known.kind} and is unsettled again`,
			);
		return;
	}
	outcomes.set(key, outcome);
	if (known === undefined) evidence.tallied(`outcome ${outcome.kind}`);
	if (known === undefined) checkTruth(evidence, write, { outcome, edits, doc });
	else if (known.kind !== outcome.kind && outcome.kind !== "forgotten")
		evidence.violated(
			"S2",
			device.name,
			`${what} was ${known.kind} and is ${outcome.kind}`,
		);
}

interface Ended {
	readonly outcome: KnownOutcome;
	readonly edits: EditLog;
	readonly doc: Stored;
}

/** Whether an outcome says what happened. */
function checkTruth(
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
	if (kind !== "create" && kind !== "update") return;
	if (wasEndedHere(evidence, write, doc)) return;
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
	const isGone = versions.some((one) => one.fields === undefined);
	if (
		kind === "delete" &&
		remoteId !== "" &&
		!isGone &&
		!isHidden(evidence, write, remoteId)
	)
		evidence.violated(
			"S2",
			device,
			`${what} ended as accepted, and ${remoteId} was never gone`,
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

function checkValues(
	evidence: Evidence,
	{ device, name, id, edits, wipedAt }: Place,
	{ doc, acked }: { doc: Stored; acked: readonly LedgerWrite[] },
): void {
	const { envelope } = doc;
	const lastDelete = acked.findLast(({ kind }) => kind === "delete")?.edit ?? 0;
	const lastOdd =
		acked.findLast(({ kind }) => kind === "revert" || kind === "answer")
			?.edit ?? 0;
	for (const field of writableFields[name]) {
		const last = acked.findLast(
			(write) => field in write.fields && edits.changed(write, field),
		);
		if (last === undefined || last.edit <= envelope.settled) continue;
		if (last.edit <= Math.max(lastDelete, lastOdd)) continue;
		// A later edit that was stored and not acknowledged, or is about to be.
		if (envelope.made > last.edit) continue;
		if (edits.tookBack(last, field)) continue;
		if (isOverwritten(evidence, last, wipedAt.get(device.name) ?? 0)) continue;
		const shown: unknown = Reflect.get(doc, field);
		if (doc._deleted && envelope.hiddenBy === "")
			evidence.violated(
				"S7",
				device.name,
				`${last.name} ${name}/${id}.${field} waits, and its document is deleted`,
			);
		else if (shown !== last.fields[field] && !isMerged(evidence, last, field))
			evidence.violated(
				"S7",
				device.name,
				`${name}/${id}.${field} shows ${JSON.stringify(shown)}, not ${JSON.stringify(last.fields[field])} of ${last.name}`,
			);
	}
}
