import { type MangoQuery, normalizeMangoQuery, prepareQuery } from "rxdb";
import { type Instance, TRUSTED_CONTEXT } from "../gate/gate-place.js";
import type { Stored } from "../model/documents.js";

type Selector = Readonly<Record<string, unknown>>;

/** Documents of one storage instance by selector, tombstones included: RxDB's `find` never shows those. */
export async function findStored(
	instance: Instance,
	selector: Selector,
): Promise<Stored[]> {
	const [live, tombstones] = await Promise.all([
		findLive(instance, selector),
		findTombstones(instance, selector),
	]);
	return [...live, ...tombstones];
}

export function findLive(
	instance: Instance,
	selector: Selector,
): Promise<Stored[]> {
	return queryOnce(instance, { ...selector, _deleted: { $eq: false } });
}

export function findTombstones(
	instance: Instance,
	selector: Selector,
): Promise<Stored[]> {
	return queryOnce(instance, { ...selector, _deleted: { $eq: true } });
}

async function queryOnce(
	instance: Instance,
	selector: Selector,
): Promise<Stored[]> {
	// RxDB derives a selector's type from every path of a document, which a selector built here cannot name.
	const query = { selector } as MangoQuery<Stored>;
	const normalized = normalizeMangoQuery(instance.schema, query);
	const result = await instance.query(
		prepareQuery(instance.schema, normalized),
	);
	return result.documents;
}

/** One document to be written: `previous` is what storage must still hold for it to go through. */
export interface StoredWrite<Document extends Stored = Stored> {
	readonly previous?: Document;
	readonly next: Document;
}

/** A compare-and-set of many documents at once; returns the ids of those that had changed meanwhile. */
export async function writeStored(
	instance: Instance,
	writes: readonly StoredWrite[],
): Promise<Set<string>> {
	if (writes.length === 0) return new Set();
	const rows = writes.map(({ previous, next }) =>
		previous === undefined ? { document: next } : { previous, document: next },
	);
	const { error } = await instance.bulkWrite(rows, TRUSTED_CONTEXT);
	const fatal = error.find((entry) => entry.status !== 409);
	if (fatal !== undefined)
		throw new TypeError(
			`Storage refused "${fatal.documentId}" with ${fatal.status}`,
		);
	return new Set(error.map((entry) => entry.documentId));
}

/** Reads, changes and writes each document until nobody was in between; `change` answers undefined to leave one alone. */
export async function updateStored(
	instance: Instance,
	ids: readonly string[],
	change: (doc: Stored) => Stored | undefined,
): Promise<void> {
	let waiting = [...ids];
	while (waiting.length > 0) {
		const found = await instance.findDocumentsById(waiting, true);
		const writes = found.flatMap((previous) => {
			const next = change(previous);
			return next === undefined ? [] : [{ previous, next }];
		});
		waiting = [...(await writeStored(instance, writes))];
	}
}
