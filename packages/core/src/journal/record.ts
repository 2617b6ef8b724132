import { getHeightOfRevision } from "rxdb/plugins/utils";
import * as z from "zod";
import { plainDocument } from "../gate/check-fields.js";
import {
	type CollectionName,
	collectionNames,
	documentSchemas,
	type Stored,
} from "../model/documents.js";

/** The format of the records. */
const FORMAT = "1";

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

export function documentToText(document: Stored): string {
	const { _deleted, _rev } = document;
	const values = JSON.stringify({ ...plainDocument(document), _deleted });
	return `${FORMAT} ${_rev} ${values}`;
}

/** The revision's height that a record is of, without reading the rest. 0 where it is none. */
export function heightOf(text: string): number {
	const [, revision = ""] = text.split(" ", 2);
	return /^\d+-/.test(revision) ? getHeightOfRevision(revision) : 0;
}

const places = z.tuple([z.literal(FORMAT), z.string()]);
const wrapped = z.looseObject({ id: z.string(), _deleted: z.boolean() });

/** What a record says; a text that says why where it cannot be used. */
export function textToRecord(
	name: CollectionName,
	text: string,
): JournalRecord | string {
	const [format = "", revision = ""] = text.split(" ", 2);
	if (!places.safeParse([format, revision]).success)
		return /^\d+$/.test(format)
			? "It was written by a newer version of the app."
			: "It is no record of a document.";
	const read = wrapped.safeParse(
		parsed(text.slice(format.length + revision.length + 2)),
	);
	if (!read.success) return "It is damaged.";
	const { _deleted, ...values } = read.data;
	const checked = documentSchemas[name].safeParse(values);
	if (!checked.success)
		return `It does not fit: ${checked.error.issues[0]?.path.join(".") ?? ""} is not valid.`;
	const document = {
		...checked.data,
		_deleted,
		_rev: revision,
		_meta: { lwt: 0 },
		_attachments: {},
	};
	// Proof of the cast: the schema of the collection has just read it.
	return {
		name,
		id: read.data.id,
		height: heightOf(text),
		document: document as Stored,
	};
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
