import { getHeightOfRevision } from "rxdb/plugins/utils";
import * as z from "zod";
import { plainDocument } from "../gate/check-fields.js";
import {
	type CollectionName,
	collectionNames,
	documentSchemas,
	type Stored,
} from "../model/documents.js";
import { type Model, migrated } from "../model/migration.js";

/** The format of the records is one more than the version of the model that the documents are in. */
const formatOf = ({ version }: Model) => String(version + 1);

/** What the journal keeps of one document: the whole of it with its envelope, and the revision that it is of. */
export interface JournalRecord {
	readonly name: CollectionName;
	readonly id: string;
	/** How often it had been written; the higher one is the newer one. */
	readonly height: number;
	readonly document: Stored;
}

/** Whether anything of the document would be lost with the store. What a deleted org merely hides would not. */
export function isUnsynced({ envelope }: Stored): boolean {
	const { open, hiddenBy, made, settled, issues, late, sent } = envelope;
	if (open === 0) return false;
	return (
		hiddenBy === "" ||
		made !== settled ||
		sent !== null ||
		issues.length > 0 ||
		late.length > 0
	);
}

export function documentToText(document: Stored, model: Model): string {
	const { _deleted, _rev } = document;
	const values = JSON.stringify({ ...plainDocument(document), _deleted });
	return `${formatOf(model)} ${_rev} ${values}`;
}

/** The revision's height that a record is of, without reading the rest. 0 where it is none. */
export function heightOf(text: string): number {
	const [, revision = ""] = text.split(" ", 2);
	return /^\d+-/.test(revision) ? getHeightOfRevision(revision) : 0;
}

const wrapped = z.looseObject({ id: z.string(), _deleted: z.boolean() });

/** What a record says, in the app's own version; a text that says why where it cannot be used. */
export function textToRecord(
	name: CollectionName,
	text: string,
	model: Model,
): JournalRecord | string {
	const [format = "", revision = ""] = text.split(" ", 2);
	if (!/^[1-9]\d*$/.test(format)) return "It is no record of a document.";
	const from = Number(format) - 1;
	if (from > model.version)
		return "It was written by a newer version of the app.";
	const read = wrapped.safeParse(
		parsed(text.slice(format.length + revision.length + 2)),
	);
	if (!read.success || heightOf(text) === 0) return "It is damaged.";
	return checked(model, { name, from, revision, read: read.data });
}

interface ReadRecord {
	readonly name: CollectionName;
	readonly from: number;
	readonly revision: string;
	readonly read: z.infer<typeof wrapped>;
}

function checked(
	model: Model,
	{ name, from, revision, read }: ReadRecord,
): JournalRecord | string {
	const { _deleted, ...values } = read;
	const rest = {
		_deleted,
		_rev: revision,
		_meta: { lwt: 0 },
		_attachments: {},
	};
	// Proof of the cast: below the schema reads what the steps made of it, and a step never throws.
	const stored = { ...values, ...rest } as unknown as Stored;
	const document = broughtUp(model, name, { document: stored, from });
	if (document === undefined)
		return "It could not be brought to this version of the app.";
	const { success, data, error } = documentSchemas[name].safeParse(
		plainDocument(document),
	);
	if (!success)
		return `It does not fit: ${error.issues[0]?.path.join(".") ?? ""} is not valid.`;
	const height = getHeightOfRevision(revision);
	// Proof of the cast: the schema of the collection has just read it.
	return {
		name,
		id: data.id,
		height,
		document: { ...data, ...rest } as Stored,
	};
}

/** A record is whatever a script of this origin wrote: a step may fail on it. */
function broughtUp(...given: Parameters<typeof migrated>): Stored | undefined {
	try {
		return migrated(...given);
	} catch {
		return undefined;
	}
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

export function isCollectionName(name: string): name is CollectionName {
	return collectionNames.some((known) => known === name);
}
