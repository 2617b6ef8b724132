import {
	type CollectionName,
	type Fields,
	foldText,
	type Stored,
	writableFields,
} from "@engine-offline/core/replicate";
import { parkIfFailing } from "../push/park.js";
import { changeDocument } from "../replicator/change-document.js";
import { documentKey, type Work } from "../replicator/work.js";
import { accepted } from "../transitions/accept.js";
import { givenUp } from "../transitions/claim.js";
import {
	askedForDuplicate,
	resentAsLate,
	withDuplicateNamed,
} from "../transitions/duplicate.js";
import type { ListedRow } from "./fetch-list.js";
import type { Pull } from "./pull.js";
import { scopeShowing } from "./scope.js";

/** Rows that nobody knows, after creates without an answer were looked for among them. */
export interface Sorted {
	/** Somebody else's for certain. */
	readonly rows: readonly ListedRow[];
	/** Whether others wait for the next list. */
	readonly heldBack: boolean;
}

/** Looks among rows that nobody knows for what was created here without an answer. */
export async function resolveCreates(
	work: Work,
	pull: Pull,
	unknown: readonly ListedRow[],
): Promise<Sorted> {
	if (pull.list.name === "members") return { rows: unknown, heldBack: false };
	let left = [...unknown];
	for (const doc of await lateCreates(work, pull))
		left = await resolveLate(work, { doc, pull, rows: left });
	const unanswered = creates(work, pull);
	for (const doc of unanswered)
		if (doc.envelope.sent?.inDoubt === true && wouldShow(work, pull, doc))
			left = await resolveCreate(work, { doc, pull, rows: left });
	const rows = left.filter(
		(row) => !unanswered.some((doc) => couldBe(work, doc, row)),
	);
	return { rows, heldBack: rows.length < left.length };
}

/** Whether the list would show what the create made. */
function wouldShow(work: Work, { list }: Pull, doc: Stored): boolean {
	if (list.name === "members") return false;
	const showing = scopeShowing(work.mirror, list.name, doc.orgId ?? "");
	const isSweepAlone = showing.list === "projects";
	return isSweepAlone ? list.isComplete : list.provesAbsence;
}

interface Search {
	readonly doc: Stored;
	readonly pull: Pull;
	readonly rows: readonly ListedRow[];
}

/** Documents of this list whose create has no answer yet, oldest first. */
function creates(work: Work, { list, orgId }: Pull): Stored[] {
	return work.replica
		.listOpen(list.name)
		.filter(
			(doc) =>
				doc.envelope.sent?.kind === "create" &&
				(orgId === "" || doc.orgId === orgId),
		);
}

/** A row that nobody else is known to have made, in the same org. */
function couldBe(work: Work, doc: Stored, { seen, org }: ListedRow): boolean {
	const { createdBy } = seen;
	const sameOrg =
		doc.orgId === undefined ||
		work.mirror.byRemote("orgs", org?.id ?? "")?.id === doc.orgId;
	return sameOrg && (createdBy === "" || createdBy === work.userId());
}

function fits(name: CollectionName, values: Fields, row: ListedRow): boolean {
	return writableFields[name].every(
		(field) =>
			foldText(values[field] ?? "") === foldText(row.seen.fields[field] ?? ""),
	);
}

async function resolveCreate(work: Work, search: Search): Promise<ListedRow[]> {
	const { doc, pull, rows } = search;
	const { name } = pull.list;
	const possible = rows
		.filter((row) => couldBe(work, doc, row))
		.sort((a, b) => (a.seen.remoteId < b.seen.remoteId ? -1 : 1));
	// The answer that is under way says whose it is.
	if (possible.some((row) => isBeingMade(work, pull, row))) {
		noteMissed(work, pull, doc);
		return [...rows];
	}
	const sent = doc.envelope.sent?.values ?? {};
	const fitting = possible.filter((row) => fits(name, sent, row));
	const [first, ...others] = fitting;
	if (first !== undefined) {
		await adopt(work, search, { first, others });
		return rows.filter((row) => row !== first);
	}
	const changed = possible.filter((row) => row.seen.maybeChanged);
	if (changed.length > 0) await ask(work, search, changed);
	else await countCleanList(work, search);
	return [...rows];
}

/** Without it the doubt would wait for the next poll of a list that nobody looks at: minutes. */
function noteMissed(work: Work, { list, startedAt }: Pull, doc: Stored): void {
	const doubt = work.memory.doubts.get(documentKey(list.name, doc.id));
	if (doubt !== undefined) doubt.missedAt = startedAt;
}

/** Whether a create that is under way, and not in doubt, would make just this. */
function isBeingMade(work: Work, pull: Pull, row: ListedRow): boolean {
	return creates(work, pull).some(
		(doc) =>
			doc.envelope.sent?.inDoubt === false &&
			couldBe(work, doc, row) &&
			fits(pull.list.name, doc.envelope.sent.values, row),
	);
}

async function adopt(
	work: Work,
	{ doc, pull }: Search,
	found: { first: ListedRow; others: ListedRow[] },
): Promise<void> {
	const { name } = pull.list;
	const attempt = doc.envelope.sent?.attempt;
	const context = work.context(name);
	const others = found.others.map((row) => row.seen.remoteId);
	await changeDocument(work, { name, id: doc.id }, (now) => {
		if (now.envelope.sent?.attempt !== attempt) return undefined;
		if (work.mirror.byRemote(name, found.first.seen.remoteId)) return undefined;
		const next = accepted(now, found.first.seen, context);
		return others.length === 0
			? next
			: withDuplicateNamed(next, others, context);
	});
	work.report({
		kind: "settled",
		collection: name,
		id: doc.id,
		change: "create",
	});
}

/** Somebody changed what may be ours, so that it does not fit any more: a person has to say, nothing is sent. */
async function ask(
	work: Work,
	{ doc, pull }: Search,
	changed: readonly ListedRow[],
): Promise<void> {
	const { name } = pull.list;
	const attempt = doc.envelope.sent?.attempt;
	const candidates = changed.map((row) => row.seen.remoteId);
	await changeDocument(work, { name, id: doc.id }, (now) =>
		now.envelope.sent?.attempt === attempt
			? askedForDuplicate(now, candidates, work.context(name))
			: undefined,
	);
	work.report({
		kind: "parked",
		collection: name,
		id: doc.id,
		change: "create",
	});
}

/**
 * Two complete lists without it, the first begun after the request's deadline, the second a gap later that is longer
 * than a replica lags: it did not take place, as far as can be known.
 */
async function countCleanList(
	work: Work,
	{ doc, pull }: Search,
): Promise<void> {
	const { name } = pull.list;
	const { timing, memory } = work;
	const doubt = memory.doubts.get(documentKey(name, doc.id));
	if (doubt === undefined || pull.startedAt < doubt.since + timing.deadlineMs)
		return;
	if (doubt.firstCleanAt === undefined) {
		doubt.firstCleanAt = pull.startedAt;
		return;
	}
	if (pull.startedAt < doubt.firstCleanAt + timing.doubtGapMs) return;
	const attempt = doc.envelope.sent?.attempt;
	await changeDocument(work, { name, id: doc.id }, (now) =>
		now.envelope.sent?.attempt === attempt ? givenUp(name, now) : undefined,
	);
	memory.doubts.delete(documentKey(name, doc.id));
	await parkIfFailing(work, { name, id: doc.id });
	work.wake();
}

function lateCreates(work: Work, { list, orgId }: Pull): Stored[] {
	return work.replica
		.listOpen(list.name)
		.filter(
			(doc) =>
				doc.envelope.late.some(({ kind }) => kind === "create") &&
				doc.envelope.sent === null &&
				(orgId === "" || doc.orgId === orgId),
		);
}

/** A create that was sent a second time, and the first one took place after all: once adopted, then named as a double. */
async function resolveLate(work: Work, search: Search): Promise<ListedRow[]> {
	const { doc, pull, rows } = search;
	const { name } = pull.list;
	const late = doc.envelope.late.find(({ kind }) => kind === "create");
	const row = rows.find(
		(candidate) =>
			late !== undefined &&
			couldBe(work, doc, candidate) &&
			fits(name, late.values, candidate) &&
			!isBeingMade(work, pull, candidate),
	);
	if (late === undefined || row === undefined) return [...rows];
	const context = work.context(name);
	const adopts = doc.envelope.remoteId === "" && !doc._deleted;
	await changeDocument(work, { name, id: doc.id }, (now) => {
		if (now.envelope.sent !== null) return undefined;
		if (work.mirror.byRemote(name, row.seen.remoteId)) return undefined;
		return now.envelope.remoteId === ""
			? accepted(resentAsLate(now, late), row.seen, context)
			: withDuplicateNamed(now, [row.seen.remoteId], context);
	});
	return adopts ? rows.filter((other) => other !== row) : [...rows];
}
