import { distinctUntilChanged, map, type Observable } from "rxjs";
import { foldText } from "../model/fields.js";
import { sameJson } from "./document-handle.js";

/** How the documents of one list become the handles that are shown. */
export interface Listing<Document, Handle> {
	/** What is shown of a document: the list emits when this changes for one of them, or one comes or goes. */
	readonly shownOf: (doc: Document) => readonly unknown[];
	/** What the list is sorted by, before the id. */
	readonly titleOf: (doc: Document) => string;
	readonly handleOf: (doc: Document) => Handle;
}

interface Identified {
	readonly primary: string;
}

/** Sorted by title, upper and lower case alike, then by id: the same on every device and in every language. */
export function listed<Document extends Identified, Handle>(
	docs: readonly Document[],
	listing: Listing<Document, Handle>,
): Handle[] {
	return sorted(docs, listing).map(listing.handleOf);
}

/** The list now and whenever something of it that is shown changes; never because only an envelope did. */
export function observeListed<Document extends Identified, Handle>(
	docs$: Observable<readonly Document[]>,
	listing: Listing<Document, Handle>,
): Observable<Handle[]> {
	return docs$.pipe(
		map((docs) => sorted(docs, listing)),
		map((docs) => ({
			docs,
			shown: docs.map((doc) => [doc.primary, ...listing.shownOf(doc)]),
		})),
		distinctUntilChanged((a, b) => sameJson(a.shown, b.shown)),
		map(({ docs }) => docs.map(listing.handleOf)),
	);
}

function sorted<Document extends Identified, Handle>(
	docs: readonly Document[],
	{ titleOf }: Listing<Document, Handle>,
): Document[] {
	return docs
		.map((doc) => ({ doc, title: foldText(titleOf(doc)) }))
		.sort(
			(a, b) => order(a.title, b.title) || order(a.doc.primary, b.doc.primary),
		)
		.map(({ doc }) => doc);
}

/** By code units: `localeCompare` gives another order in another language. */
function order(a: string, b: string): number {
	if (a === b) return 0;
	return a < b ? -1 : 1;
}
