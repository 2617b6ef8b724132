import { isDeleted, type Stored } from "@engine-offline/core/replicate";
import type { FetchedList, ListedRow } from "./fetch-list.js";

/** A list beside the documents it is about. */
export interface Comparison {
	/** Rows whose document is known. */
	readonly known: readonly {
		readonly row: ListedRow;
		readonly doc: Stored;
	}[];
	readonly unknown: readonly ListedRow[];
	/** Documents that the list should show and does not: suspects, no more. */
	readonly absent: readonly Stored[];
}

export interface CompareInput {
	readonly list: FetchedList;
	/** The documents of this scope, tombstones included. */
	readonly documents: readonly Stored[];
	readonly byRemote: (remoteId: string) => Stored | undefined;
}

/** Pure: which rows are known, which are new, which documents are missing. */
export function compareList(input: CompareInput): Comparison {
	const { list, documents, byRemote } = input;
	const known: { row: ListedRow; doc: Stored }[] = [];
	const unknown: ListedRow[] = [];
	for (const row of list.rows) {
		const doc = byRemote(row.seen.remoteId);
		if (doc === undefined) unknown.push(row);
		else known.push({ row, doc });
	}
	const shown = new Set(list.rows.map((row) => row.seen.remoteId));
	const absent = list.isComplete
		? documents.filter((doc) => isSuspect(doc, shown, list.present))
		: [];
	return { known, unknown, absent };
}

function isSuspect(
	doc: Stored,
	shown: ReadonlySet<string>,
	present: ReadonlySet<string>,
): boolean {
	const { remoteId, sent, base } = doc.envelope;
	const settledTombstone = isDeleted(doc) && base === null;
	return (
		remoteId !== "" &&
		sent === null &&
		!settledTombstone &&
		!shown.has(remoteId) &&
		!present.has(remoteId) &&
		Reflect.get(doc, "reach") !== "reference"
	);
}
