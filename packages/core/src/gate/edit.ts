import { changeOf, isDeleted, seal, valuesOf } from "../model/change.js";
import type { CollectionName, Stored } from "../model/documents.js";
import { writableFields } from "../model/documents.js";
import { createEnvelope, type Envelope } from "../model/envelope.js";
import { differingFields, type Fields } from "../model/fields.js";
import { cancelEdits } from "../model/outcome.js";
import { checkEdit, checkShape } from "./check-fields.js";
import { checkInsert } from "./check-insert.js";
import { fillFields, isOnEngine } from "./fill-fields.js";
import { type GateRefusal, isRefusal, refuse } from "./refusal.js";

/** What the gate knows of the surroundings of one write. */
export interface EditContext {
	readonly name: CollectionName;
	/** Wall clock in ms, for `since`. */
	readonly now: number;
	/** The signed-in user's id, '' while unknown. */
	readonly userId: string;
	/** The org of a new project or member as stored, tombstones included. */
	readonly parent: Stored | undefined;
	/** Whether a new member may ask for an account; no plain write may. */
	readonly mayMakeAccount?: boolean;
}

/** The mark under which the making and the deleting of a document count as touched. */
const EXISTENCE = "*";

/**
 * One write of the app, seen as (previous, next): the document to store with its envelope filled in, or why not.
 * Whatever `next` says about the envelope is ignored: the app cannot write it.
 */
export function editDocument(
	previous: Stored | undefined,
	asked: Stored,
	context: EditContext,
): Stored | GateRefusal {
	const next = fillFields(context.name, previous, asked);
	const refusal = refusalOf(previous, next, context);
	if (refusal !== undefined) return refusal;
	const edited = applyEdit(previous, next, context);
	return checkShape(context.name, edited) ?? edited;
}

function refusalOf(
	previous: Stored | undefined,
	next: Stored,
	context: EditContext,
): GateRefusal | undefined {
	if (previous !== undefined && previous.id !== next.id)
		return refuse(
			"FINAL_FIELD",
			`The id "${previous.id}" of ${context.name} cannot be changed: insert another document instead.`,
		);
	if (context.name === "users") return userRefusal(previous, next, context);
	if (previous === undefined || (previous._deleted && !next._deleted))
		return insertRefusal(previous, next, context);
	if (previous._deleted)
		return refuse(
			"DOCUMENT_DELETED",
			`The document "${previous.id}" of ${context.name} is deleted and cannot be changed.`,
		);
	return next._deleted ? undefined : checkEdit(context.name, previous, next);
}

function userRefusal(
	previous: Stored | undefined,
	next: Stored,
	context: EditContext,
): GateRefusal | undefined {
	if (previous === undefined || previous._deleted)
		return refuse(
			"NOT_ALLOWED_HERE",
			"A user cannot be inserted: accounts come from the Engine. Use org.createUser() or org.addUser().",
		);
	if (next._deleted)
		return refuse(
			"NOT_ALLOWED_HERE",
			"A user cannot be removed, since that would be their account. Use org.removeUser() to take them out of an org.",
		);
	if (previous.id !== context.userId)
		return refuse(
			"NOT_ALLOWED_HERE",
			"Only one's own name and phone can be changed, after the first sign-in.",
		);
	return checkEdit("users", previous, next);
}

function insertRefusal(
	previous: Stored | undefined,
	next: Stored,
	context: EditContext,
): GateRefusal | undefined {
	const { name, parent } = context;
	if (next._deleted)
		return refuse("NOT_FOUND", `There is no document "${next.id}" in ${name}.`);
	if (previous !== undefined) {
		const taken = tombstoneRefusal(name, previous);
		if (taken !== undefined) return taken;
	}
	const shape = checkShape(name, { ...next, envelope: createEnvelope() });
	if (shape !== undefined) return shape;
	const orphan = name === "orgs" ? undefined : parentRefusal(next, parent);
	return orphan ?? fieldsRefusal(previous, next, context);
}

/** Over a tombstone that the Engine still has, an insert is an edit; else everything about it is new. */
function fieldsRefusal(
	previous: Stored | undefined,
	next: Stored,
	{ name, mayMakeAccount = false }: EditContext,
): GateRefusal | undefined {
	if (previous !== undefined && isOnEngine(previous))
		return checkEdit(name, previous, next);
	return (
		checkInsert(name, next, mayMakeAccount) ?? checkEdit(name, undefined, next)
	);
}

function parentRefusal(
	next: Stored,
	parent: Stored | undefined,
): GateRefusal | undefined {
	if (parent === undefined)
		return refuse(
			"NOT_FOUND",
			`The org "${next.orgId ?? ""}" is not in this store. Give the id of a document of orgs.`,
		);
	if (parent._deleted)
		return refuse(
			"PARENT_DELETED",
			`The org "${parent.id}" is deleted: nothing new can be made in it.`,
		);
	return undefined;
}

/** An insert over a tombstone is a new life only where no life on the Engine is touched by it. */
function tombstoneRefusal(
	name: CollectionName,
	tombstone: Stored,
): GateRefusal | undefined {
	const { sent, ended, hiddenBy, remoteId } = tombstone.envelope;
	if (hiddenBy !== "")
		return refuse(
			"PARENT_DELETED",
			`The document "${tombstone.id}" is hidden with its deleted org "${hiddenBy}".`,
		);
	if (sent !== null)
		return refuse(
			"DELETE_UNDER_WAY",
			`A request for "${tombstone.id}" is under way: wait until it is settled.`,
		);
	if (name === "members" || ended === "" || remoteId === "") return undefined;
	return refuse(
		"ID_SPENT",
		`The id "${tombstone.id}" belonged to something that is gone on the Engine. Leave the id out, or make a new one.`,
	);
}

function applyEdit(
	previous: Stored | undefined,
	next: Stored,
	context: EditContext,
): Stored {
	const { name } = context;
	if (previous === undefined) return inserted(next, createEnvelope(), context);
	if (previous._deleted && !next._deleted)
		return revived(previous, next, context);
	if (next._deleted) return removed(previous, next, context);
	const fields = differingFields(
		writableFields[name],
		valuesOf(name, previous),
		valuesOf(name, next),
	);
	const { envelope } = previous;
	if (fields.length === 0) return { ...next, envelope };
	const edited = countEdit(envelope, fields, context);
	const base = envelope.base ?? baseOf(name, previous);
	return backToBase(name, { ...next, envelope: { ...edited, base } });
}

/** Only what exists on the Engine has a base. */
function baseOf(name: CollectionName, previous: Stored): Fields | null {
	return previous.envelope.remoteId === "" ? null : valuesOf(name, previous);
}

function inserted(
	next: Stored,
	envelope: Envelope,
	context: EditContext,
): Stored {
	const touched = [...writableFields[context.name], EXISTENCE];
	return seal(context.name, {
		...next,
		envelope: countEdit(envelope, touched, context),
	});
}

/** Over an unsent delete: the delete is taken back, and what differs from the base is an update. */
function revived(previous: Stored, next: Stored, context: EditContext): Stored {
	const { name } = context;
	const { issues } = previous.envelope;
	if (!isOnEngine(previous)) {
		const settled = cancelEdits(previous.envelope);
		return inserted(
			next,
			{ ...settled, remoteId: "", base: null, ended: "", issues: [...issues] },
			context,
		);
	}
	const fields = [...writableFields[name], EXISTENCE];
	const envelope = countEdit(previous.envelope, fields, context);
	return backToBase(name, { ...next, envelope });
}

function removed(previous: Stored, next: Stored, context: EditContext): Stored {
	const { name } = context;
	const { envelope } = previous;
	const counted = countEdit(envelope, [EXISTENCE], context);
	const base = envelope.base ?? baseOf(name, previous);
	const tombstone = {
		...previous,
		_deleted: true,
		_rev: next._rev,
		_meta: next._meta,
		envelope: { ...counted, base, touched: { [EXISTENCE]: counted.made } },
	};
	return isDeleted(tombstone) && changeOf(name, tombstone).kind === "none"
		? cancelled(name, tombstone)
		: seal(name, tombstone);
}

/** Setting everything back to what the Engine has is no change at all, unless a request is under way. */
function backToBase(name: CollectionName, doc: Stored): Stored {
	const { sent } = doc.envelope;
	return sent === null && changeOf(name, doc).kind === "none"
		? cancelled(name, doc)
		: seal(name, doc);
}

/** Ends what waits as cancelled, unless a request under way still has to say what became of it. */
export function cancelled(name: CollectionName, doc: Stored): Stored {
	if (doc.envelope.sent !== null) return seal(name, doc);
	const settled = cancelEdits(doc.envelope);
	return seal(name, { ...doc, envelope: { ...settled, parked: null } });
}

function countEdit(
	envelope: Envelope,
	fields: readonly string[],
	context: EditContext,
): Envelope {
	const made = envelope.made + 1;
	const touched = Object.fromEntries(fields.map((field) => [field, made]));
	return {
		...envelope,
		made,
		touched: { ...envelope.touched, ...touched },
		since: envelope.since === 0 ? context.now : envelope.since,
	};
}

/** Whether a stale write can be judged again: only the envelope moved under it. */
export function isStaleInEnvelopeOnly(
	name: CollectionName,
	previous: Stored,
	current: Stored,
): boolean {
	return (
		previous._deleted === current._deleted &&
		differingFields(
			writableFields[name],
			valuesOf(name, previous),
			valuesOf(name, current),
		).length === 0
	);
}

export { isRefusal };
