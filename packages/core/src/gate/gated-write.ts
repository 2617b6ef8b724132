import { createRevision } from "rxdb/plugins/utils";
import { EngineError } from "../errors.js";
import type { Stored } from "../model/documents.js";
import { editDocument, isStaleInEnvelopeOnly } from "./edit.js";
import type { GatePlace, Row, RowError } from "./gate-place.js";
import { overTombstones } from "./over-tombstones.js";
import { rebaseEdit } from "./rebase.js";
import { isRefusal } from "./refusal.js";

type Write = (rows: Row[]) => Promise<{ error: RowError[] }>;

/** How often a write is judged again because the replicator touched the envelope meanwhile. */
const MOST_TRIES = 20;

/** The rows of one write of the app, judged and written; `row.document` becomes what was stored. */
export async function gatedWrite(
	rows: Row[],
	place: GatePlace,
	write: Write,
): Promise<{ error: RowError[] }> {
	const error: RowError[] = [];
	const asked = new Map(rows.map((row) => [row, { ...row }]));
	let waiting = rows;
	for (let tries = 0; waiting.length > 0 && tries < MOST_TRIES; tries++) {
		const { passed, refused } = await judge(waiting, asked, place);
		error.push(...refused);
		const result = passed.length > 0 ? await write(passed) : { error: [] };
		const stale = result.error.filter((entry) => isStale(entry, asked, place));
		error.push(...result.error.filter((entry) => !stale.includes(entry)));
		// Out of tries: a conflict that is not reported would pass for a write.
		if (tries === MOST_TRIES - 1) error.push(...stale);
		waiting = stale.map((entry) => rebased(entry, { passed, asked, place }));
	}
	await follow(rows, error, place);
	if (rows.length === 1) throwTyped(error[0]);
	return { error };
}

type Asked = Map<Row, Row>;

async function judge(rows: readonly Row[], asked: Asked, place: GatePlace) {
	for (const { row, asked: over } of await overTombstones(rows, place))
		asked.set(row, over);
	const parents = await parentsOf(rows, place);
	const { now, userId, uuid } = place.surroundings;
	const passed: Row[] = [];
	const refused: RowError[] = [];
	for (const row of rows) {
		const wanted = asked.get(row) ?? row;
		const doc = { ...wanted.document, id: wanted.document.id || uuid() };
		const result = editDocument(row.previous, doc as Stored, {
			name: place.name,
			now: now(),
			userId: userId(),
			parent: parents.get(doc.orgId ?? ""),
		});
		if (isRefusal(result)) refused.push(refusalToRowError(row, result.refused));
		else {
			row.document = result;
			passed.push(row);
		}
	}
	return { passed, refused };
}

/** The orgs that new documents of this write belong to, tombstones included. */
async function parentsOf(
	rows: readonly Row[],
	place: GatePlace,
): Promise<Map<string, Stored>> {
	const ids = new Set<string>();
	for (const { previous, document } of rows)
		if (document.orgId !== undefined && (!previous || previous._deleted))
			ids.add(document.orgId);
	const orgs = place.surroundings.instances.get("orgs");
	if (ids.size === 0 || orgs === undefined) return new Map();
	const found = await orgs.findDocumentsById([...ids], true);
	return new Map(found.map((org) => [org.id, org]));
}

/** RxDB's own error for a conflict stays where the app's own values are stale: its incremental writes retry on it. */
function isStale(entry: RowError, asked: Asked, place: GatePlace): boolean {
	const previous = [...asked.values()].find(
		(row) => row.document.id === entry.documentId,
	)?.previous;
	return (
		entry.status === 409 &&
		previous !== undefined &&
		entry.documentInDb !== undefined &&
		isStaleInEnvelopeOnly(place.name, previous, entry.documentInDb)
	);
}

interface Judged {
	readonly passed: readonly Row[];
	readonly asked: Asked;
	readonly place: GatePlace;
}

function rebased(entry: RowError, { passed, asked, place }: Judged): Row {
	const row = passed.find(({ document }) => document.id === entry.documentId);
	const wanted = row && asked.get(row);
	if (!row || !wanted?.previous || entry.status !== 409 || !entry.documentInDb)
		throw new TypeError(`No row for the conflict of ${entry.documentId}`);
	const current = entry.documentInDb;
	asked.set(row, {
		previous: current,
		document: {
			...rebaseEdit(wanted.previous, wanted.document as Stored, current),
			_rev: createRevision(place.token, current),
		},
	});
	row.previous = current;
	return row;
}

/** A deleted org takes its children with it; a child that slipped in beside that delete follows too. */
async function follow(
	rows: readonly Row[],
	error: readonly RowError[],
	place: GatePlace,
): Promise<void> {
	const failed = new Set(error.map((entry) => entry.documentId));
	const written = rows.filter(({ document }) => !failed.has(document.id));
	const orgIds =
		place.name === "orgs"
			? written.flatMap(turnedOrg)
			: await deletedParents(written, place);
	if (orgIds.length > 0) await place.surroundings.followOrgs(orgIds);
}

/** An org that was deleted, or lives again. */
function turnedOrg({ previous, document }: Row): string[] {
	return previous !== undefined && previous._deleted !== document._deleted
		? [document.id]
		: [];
}

async function deletedParents(
	rows: readonly Row[],
	place: GatePlace,
): Promise<string[]> {
	const appeared = rows.filter(
		({ previous, document }) =>
			!document._deleted && (!previous || previous._deleted),
	);
	const parents = await parentsOf(appeared, place);
	return [...parents.values()]
		.filter((org) => org._deleted)
		.map((org) => org.id);
}

function refusalToRowError(row: Row, refused: EngineError): RowError {
	// RxDB's own type of a validation error has no place for its cause; it hands the object on as it is.
	return {
		status: 422,
		isError: true,
		documentId: row.document.id,
		writeRow: row,
		validationErrors: [],
		engineError: refused,
	} as unknown as RowError;
}

/** A single write rejects with the typed error itself; only a bulk keeps RxDB's list of errors. */
function throwTyped(error: RowError | undefined): void {
	if (error !== undefined && "engineError" in error)
		throw error.engineError instanceof EngineError
			? error.engineError
			: new TypeError("engineError must be an EngineError");
}
