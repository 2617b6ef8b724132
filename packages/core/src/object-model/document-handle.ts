import type { RxDocument } from "rxdb";
import { defer, distinctUntilChanged, map, type Observable } from "rxjs";
import type { CollectionName } from "../model/documents.js";
import type { Envelope } from "../model/envelope.js";
import { type SyncState, syncStateOf } from "./sync-state.js";

/** What every handle tells about its document. Plain values are current at each read. */
export interface DocumentHandle {
	/** The local id; it never changes. */
	readonly id: string;
	/** The Engine's id, '' while the Engine does not know it. */
	readonly remoteId: string;
	/** Whether it is deleted, or hidden with its deleted org. */
	readonly deleted: boolean;
	readonly state: SyncState;
	/** The state now and whenever it changes. */
	readonly sync$: Observable<SyncState>;
}

/** What the handles need of an RxDocument of any of the collections. */
interface LiveDocument {
	readonly primary: string;
	readonly deleted: boolean;
	readonly $: Observable<LiveDocument>;
	toJSON(): object;
	getLatest(): LiveDocument;
}

/** The members that all handles share, for a document of `name`. */
export function documentHandle(
	name: CollectionName,
	doc: LiveDocument,
): DocumentHandle {
	const key = `${name}/${doc.primary}`;
	const stateOf = (latest: LiveDocument) =>
		syncStateOf(key, envelopeOf(latest));
	return {
		id: doc.primary,
		get remoteId() {
			return envelopeOf(doc.getLatest()).remoteId;
		},
		get deleted() {
			return doc.getLatest().deleted;
		},
		get state() {
			return stateOf(doc.getLatest());
		},
		sync$: defer(() => doc.$).pipe(
			map(stateOf),
			distinctUntilChanged(sameJson),
		),
	};
}

/** RxDB's getters wrap what is nested in a proxy; this is the stored object, frozen. */
function envelopeOf(doc: LiveDocument): Envelope {
	// Proof of the cast: every document of the four collections has an envelope.
	return (doc.toJSON() as { readonly envelope: Envelope }).envelope;
}

/** One field of a document now and whenever it changes; never because only the envelope did. */
export function observeField<Document, Key extends keyof Document & string>(
	doc: RxDocument<Document>,
	key: Key,
): Observable<Document[Key]> {
	return defer(() => doc.$).pipe(
		map((latest): Document[Key] => latest.get(key)),
		distinctUntilChanged(),
	);
}

export function sameJson<Value>(a: Value, b: Value): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}
