import {
	type CollectionName,
	isDeleted,
	type Stored,
	writableFields,
} from "@engine-offline/core/replicate";
import type { Device } from "../device/device.js";
import { engineValues } from "../workload/ledger.js";
import type { Evidence, Rule } from "./rule.js";
import { describe, isParked, waitingOf } from "./waiting.js";

/**
 * L1: everything that is not parked has settled. L2: beside what is parked, too. L6: each device shows what the Engine
 * shows its account.
 */
export function convergence(evidence: Evidence): Rule {
	return {
		end: () => {
			for (const device of evidence.devices) {
				checkDrained(evidence, device);
				compare(evidence, device);
			}
		},
	};
}

function checkDrained(evidence: Evidence, device: Device): void {
	const waiting = waitingOf(device);
	const parked = waiting.find(({ doc }) => isParked(device, doc));
	for (const each of waiting) {
		if (isParked(device, each.doc)) continue;
		evidence.violated("L1", device.name, `${describe(each)} still waits`);
		if (parked !== undefined)
			evidence.violated(
				"L2",
				device.name,
				`${describe(each)} still waits beside ${describe(parked)}`,
			);
	}
}

type Rows = ReadonlyMap<string, Readonly<Record<string, string>>>;

function compare(evidence: Evidence, device: Device): void {
	const truth = evidence.engine.truth.visible(evidence.accountOf(device));
	const { orgs, projects, members } = truth;
	const rows = (
		list: readonly { id: string; name: string; description: string }[],
	): Rows =>
		new Map(
			list.map(({ id, name, description }) => [id, { name, description }]),
		);
	compareCollection(evidence, device, { name: "orgs", rows: rows(orgs) });
	compareCollection(evidence, device, {
		name: "projects",
		rows: rows(projects),
	});
	const memberRows: Rows = new Map(
		members.map(({ orgId, userId, role, external }) => [
			`${orgId}/${userId}`,
			{ role, external: String(external) },
		]),
	);
	compareCollection(evidence, device, { name: "members", rows: memberRows });
}

interface Side {
	readonly name: CollectionName;
	readonly rows: Rows;
}

function compareCollection(
	evidence: Evidence,
	device: Device,
	{ name, rows }: Side,
): void {
	const documents = [...device.disk.documents(name).values()];
	const byRemote = new Map<string, Stored>();
	for (const doc of documents) {
		const { remoteId } = doc.envelope;
		if (remoteId === "") continue;
		const other = byRemote.get(remoteId);
		if (other !== undefined && !other._deleted && !doc._deleted)
			evidence.violated(
				"S4",
				device.name,
				`${name}/${doc.id} and ${other.id} both stand for ${remoteId}`,
			);
		if (other === undefined || other._deleted) byRemote.set(remoteId, doc);
	}
	for (const [remoteId, fields] of rows) {
		const doc = byRemote.get(remoteId);
		if (doc === undefined) {
			if (
				!isHeldBack(evidence, documents, remoteId) &&
				!isInDeletedOrg(evidence, device, { name, remoteId })
			)
				evidence.violated(
					"L6",
					device.name,
					`${name} ${remoteId} ${JSON.stringify(fields)} is not known here`,
				);
		} else compareFields(evidence, device, { name, doc, fields });
	}
	for (const [remoteId, doc] of byRemote) {
		const isName = Reflect.get(doc, "reach") === "reference";
		if (!doc._deleted && !rows.has(remoteId) && !isName)
			evidence.violated(
				"L6",
				device.name,
				`${name}/${doc.id} (${remoteId}) is shown, and the Engine does not show it`,
			);
	}
}

/** Of an org that is deleted here no list is asked for, while its delete is parked: nobody would see what is new in it. */
function isInDeletedOrg(
	{ engine }: Evidence,
	device: Device,
	{ name, remoteId }: { name: CollectionName; remoteId: string },
): boolean {
	const orgId =
		name === "members"
			? remoteId.split("/")[0]
			: engine.machine.state().projects.get(remoteId)?.orgId;
	return [...device.disk.documents("orgs").values()].some(
		({ _deleted, envelope }) =>
			_deleted && envelope.remoteId === orgId && envelope.base !== null,
	);
}

/** A row that may be what was created here waits for a person to say so. */
function isHeldBack(
	evidence: Evidence,
	documents: readonly Stored[],
	remoteId: string,
): boolean {
	const named = documents.some(({ envelope }) =>
		envelope.issues.some(({ candidates }) => candidates.includes(remoteId)),
	);
	if (named) evidence.counted("held-back", "", remoteId);
	return named;
}

function compareFields(
	evidence: Evidence,
	device: Device,
	{
		name,
		doc,
		fields,
	}: {
		name: CollectionName;
		doc: Stored;
		fields: Readonly<Record<string, string>>;
	},
): void {
	const { hiddenBy, base } = doc.envelope;
	if (doc._deleted) {
		const waitsToGo = isDeleted(doc) && base !== null;
		if (hiddenBy === "" && !waitsToGo)
			evidence.violated(
				"L6",
				device.name,
				`${name}/${doc.id} is deleted (${doc.envelope.ended}), and the Engine shows it`,
			);
		return;
	}
	const known: Record<string, string> =
		name === "members"
			? {
					role: String(Reflect.get(doc, "role")),
					external: String(Reflect.get(doc, "external")),
				}
			: engineValues(doc, writableFields[name]);
	for (const [field, value] of Object.entries(fields))
		if (known[field] !== value)
			evidence.violated(
				"L6",
				device.name,
				`${name}/${doc.id}.${field} is taken to be ${JSON.stringify(known[field])}, and the Engine shows ${JSON.stringify(value)}`,
			);
}
