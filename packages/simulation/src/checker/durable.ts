import {
	type CollectionName,
	type Stored,
	writableFields,
} from "@engine-offline/core/replicate";
import type { Device } from "../device/device.js";
import type { LedgerWrite } from "../workload/ledger.js";
import { createEditLog, type EditLog } from "./edit-log.js";
import { type KnownOutcome, outcomeIn } from "./outcome-of.js";
import { checkTruth, joinedInto } from "./outcome-true.js";
import { isMerged, isOverwritten } from "./overruled.js";
import type { Evidence, Rule } from "./rule.js";

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
