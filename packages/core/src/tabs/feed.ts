import type { EventBulk, RxStorageChangeEvent, RxStorageInstance } from "rxdb";
import { getChangedDocumentsSince } from "rxdb";
import { getHeightOfRevision } from "rxdb/plugins/utils";
import { merge, type Observable, Subject, type Subscription } from "rxjs";

/** What every stored document has, local documents of RxDB too. */
export interface Row {
	readonly id: string;
	readonly _deleted: boolean;
	readonly _rev: string;
	readonly _meta: { readonly lwt: number };
	readonly _attachments: Record<string, never>;
}

export type RowInstance = RxStorageInstance<Row, unknown, unknown>;
type Bulk = EventBulk<RxStorageChangeEvent<Row>, unknown>;

/** The context of events about what other tabs wrote. */
export const FOREIGN_CONTEXT = "engine-offline-other-tab";
const AT_ONCE = 1_000;
/** So many of the newest documents are remembered: it saves telling RxDB again what it knows. */
const MOST_KNOWN = 4_000;

/**
 * One collection of this tab beside the same collection of others. It reads what they wrote from storage and tells it to
 * RxDB as if RxDB's own channel had: a message only says where to look, so a lost one heals and a forged one does nothing.
 */
export interface Feed {
	readonly name: string;
	/** Reads these documents and tells RxDB what it does not know yet. */
	look(ids: readonly string[]): Promise<void>;
	/** The same for everything written since then (wall clock ms). */
	lookSince(moment: number): Promise<void>;
	close(): void;
}

export interface FeedOptions {
	readonly name: string;
	readonly instance: RowInstance;
	readonly uuid: () => string;
	/** Told of the ids of each write of this tab. */
	readonly wrote: (ids: readonly string[]) => void;
}

/** Takes the instance's change stream over, and adds to it what other tabs wrote. */
export function openFeed(options: FeedOptions): Feed {
	const { name, instance, uuid, wrote } = options;
	const foreign = new Subject<Bulk>();
	const known = new Map<string, Row>();
	const own: Observable<Bulk> = instance.changeStream();
	const subscription: Subscription = own.subscribe(({ events }) => {
		for (const { documentData } of events) remember(known, documentData);
		wrote(events.map(({ documentId }) => documentId));
	});
	instance.changeStream = () => merge(own, foreign);
	let closed = false;
	// Compared and told in one go: what this tab writes meanwhile is never followed by something older.
	const tell = (rows: readonly Row[]) => {
		const events = rows
			.filter((row) => isNews(row, known.get(row.id)))
			.map((row) => toEvent(row, known.get(row.id)));
		if (closed || events.length === 0) return;
		for (const { documentData } of events) remember(known, documentData);
		const checkpoint = null;
		foreign.next({ id: uuid(), events, checkpoint, context: FOREIGN_CONTEXT });
	};
	return {
		name,
		look: async (ids) => tell(await instance.findDocumentsById([...ids], true)),
		lookSince: async (moment) => {
			let checkpoint: unknown = { id: "", lwt: moment };
			for (;;) {
				const found = await getChangedDocumentsSince(
					instance,
					AT_ONCE,
					checkpoint,
				);
				tell(found.documents);
				if (closed || found.documents.length < AT_ONCE) return;
				checkpoint = found.checkpoint;
			}
		},
		close: () => {
			closed = true;
			subscription.unsubscribe();
			foreign.complete();
		},
	};
}

function isNews(row: Row, known: Row | undefined): boolean {
	if (known === undefined) return true;
	const [height, knownHeight] = [row, known].map(({ _rev }) =>
		getHeightOfRevision(_rev),
	);
	return (height ?? 0) > (knownHeight ?? 0);
}

function remember(known: Map<string, Row>, row: Row): void {
	known.delete(row.id);
	known.set(row.id, row);
	const [oldest] = known.keys();
	if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
}

function toEvent(
	row: Row,
	previous: Row | undefined,
): RxStorageChangeEvent<Row> {
	const place = { documentId: row.id, documentData: row };
	if (row._deleted)
		return {
			...place,
			operation: "DELETE",
			previousDocumentData: previous ?? { ...row, _deleted: false },
		};
	if (previous?._deleted === true)
		return { ...place, operation: "INSERT", previousDocumentData: undefined };
	// Proof of the cast: without a previous state RxDB looks by itself whether it had the document.
	const change = {
		...place,
		operation: "UPDATE",
		previousDocumentData: previous,
	};
	return change as RxStorageChangeEvent<Row>;
}
