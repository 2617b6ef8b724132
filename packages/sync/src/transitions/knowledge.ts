import {
	type CollectionName,
	createEnvelope,
	type Fields,
	type Stored,
	seal,
} from "@engine-offline/core/replicate";
import type { Observation } from "./observation.js";

const OLD_MARKS = 4;

/** A new document for something that the Engine showed and nobody here has edited. */
export function bornDocument(
	name: CollectionName,
	seen: Observation,
	own: Readonly<Record<string, unknown>> & { readonly id: string },
): Stored {
	const envelope = createEnvelope({
		remoteId: seen.remoteId,
		mark: seen.mark,
		seen: 1,
	});
	const document = { ...seen.rest, ...seen.fields, ...own, envelope };
	return seal(name, { ...document, ...freshStorageFields() });
}

/** RxDB gives the revision and the time when it writes. */
function freshStorageFields() {
	return {
		_deleted: false,
		_rev: "1-engine",
		_meta: { lwt: 0 },
		_attachments: {},
	};
}

/** The document with new writable values. */
export function withValues<Document extends Stored>(
	doc: Document,
	values: Readonly<Record<string, unknown>>,
): Document {
	return { ...doc, ...values };
}

/** The document as knowing one thing more of the Engine: id, mark, and what only the Engine sets. */
export function withKnowledge<Document extends Stored>(
	doc: Document,
	seen: Observation,
): Document {
	const { envelope } = doc;
	const oldMarks =
		envelope.mark === seen.mark || envelope.mark === ""
			? envelope.oldMarks
			: [
					envelope.mark,
					...envelope.oldMarks.filter((mark) => mark !== envelope.mark),
				].slice(0, OLD_MARKS);
	return {
		...doc,
		...seen.rest,
		envelope: {
			...envelope,
			remoteId: seen.remoteId,
			mark: seen.mark,
			oldMarks: oldMarks.filter((mark) => mark !== seen.mark),
			seen: envelope.seen + 1,
		},
	};
}

/** Whether what the Engine shows is all known already, of a document that is deleted here too. */
export function isKnown(
	doc: Stored,
	seen: Observation,
	engineValues: Fields,
): boolean {
	const { envelope } = doc;
	return (
		envelope.remoteId === seen.remoteId &&
		envelope.mark === seen.mark &&
		sameEntries(doc, seen.rest) &&
		sameEntries(engineValues, seen.fields)
	);
}

function sameEntries(
	held: object,
	shown: Readonly<Record<string, unknown>>,
): boolean {
	return Object.entries(shown).every(
		([key, value]) => Reflect.get(held, key) === value,
	);
}
