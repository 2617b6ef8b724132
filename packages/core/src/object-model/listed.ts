import { defer, distinctUntilChanged, map, type Observable } from "rxjs";
import { foldText } from "../model/fields.js";

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

interface Entry<Handle> {
	readonly id: string;
	readonly title: string;
	readonly shown: string;
	readonly handle: Handle;
}

/** Sorted by title, upper and lower case alike, then by id: the same on every device and in every language. */
export function listed<Document extends Identified, Handle>(
	docs: readonly Document[],
	listing: Listing<Document, Handle>,
): Handle[] {
	return docs
		.map((doc) => toEntry(doc, listing))
		.sort(byTitle)
		.map(({ handle }) => handle);
}

/** The list now and whenever something of it that is shown changes; never because only an envelope did. */
export function observeListed<Document extends Identified, Handle>(
	docs$: Observable<readonly Document[]>,
	listing: Listing<Document, Handle>,
): Observable<Handle[]> {
	return defer(() => {
		const entryOf = rememberEntries(listing);
		let before: readonly Entry<Handle>[] = [];
		return docs$.pipe(
			map((docs) => {
				before = arranged(docs.map(entryOf), before);
				return before;
			}),
			distinctUntilChanged<readonly Entry<Handle>[]>(sameShown),
			map((entries) => entries.map(({ handle }) => handle)),
		);
	});
}

function toEntry<Document extends Identified, Handle>(
	doc: Document,
	listing: Listing<Document, Handle>,
): Entry<Handle> {
	return {
		id: doc.primary,
		title: foldText(listing.titleOf(doc)),
		shown: JSON.stringify(listing.shownOf(doc)),
		handle: listing.handleOf(doc),
	};
}

/** RxDB hands out the same object for a document that has not changed: of ten thousand, one is made anew. */
function rememberEntries<Document extends Identified, Handle>(
	listing: Listing<Document, Handle>,
): (doc: Document) => Entry<Handle> {
	const entryByDoc = new WeakMap<Document, Entry<Handle>>();
	return (doc) => {
		const known = entryByDoc.get(doc);
		if (known !== undefined) return known;
		const entry = toEntry(doc, listing);
		entryByDoc.set(doc, entry);
		return entry;
	};
}

/**
 * Sorts from the order they were in before, which is nearly the right one. What shows the same keeps its handle, so
 * that a row is drawn again only when something of it changed.
 */
function arranged<Handle>(
	entries: readonly Entry<Handle>[],
	before: readonly Entry<Handle>[],
): Entry<Handle>[] {
	const entryById = new Map(entries.map((entry) => [entry.id, entry]));
	const kept: Entry<Handle>[] = [];
	for (const known of before) {
		const entry = entryById.get(known.id);
		if (entry !== undefined)
			kept.push(entry.shown === known.shown ? known : entry);
		entryById.delete(known.id);
	}
	return [...kept, ...entryById.values()].sort(byTitle);
}

function sameShown(
	a: readonly Entry<unknown>[],
	b: readonly Entry<unknown>[],
): boolean {
	return (
		a.length === b.length &&
		a.every((entry, index) => {
			const other = b[index];
			return entry.id === other?.id && entry.shown === other.shown;
		})
	);
}

function byTitle(a: Entry<unknown>, b: Entry<unknown>): number {
	return order(a.title, b.title) || order(a.id, b.id);
}

/** By code units: `localeCompare` gives another order in another language. */
function order(a: string, b: string): number {
	if (a === b) return 0;
	return a < b ? -1 : 1;
}
