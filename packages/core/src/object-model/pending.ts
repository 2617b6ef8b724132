import {
	catchError,
	distinctUntilChanged,
	EMPTY,
	type Observable,
	startWith,
	switchMap,
} from "rxjs";
import { type Change, changeOf } from "../model/change.js";
import {
	type CollectionName,
	collectionNames,
	type Stored,
} from "../model/documents.js";
import type { DocumentState, Parked } from "../model/envelope.js";
import type { ChangeRef } from "./change-ref.js";
import { sameJson } from "./document-handle.js";
import { labelOf } from "./label.js";
import { type ModelContext, storing } from "./model-context.js";
import { whyItWaits } from "./why-it-waits.js";

/** One document's unsettled change; `edit` is its newest edit, so that `settled()` and `retry()` take it as it is. */
export interface PendingChange extends ChangeRef {
	readonly kind: Exclude<Change["kind"], "none">;
	/** The fields that an update changes; empty for a create and a delete. */
	readonly fields: readonly string[];
	readonly state: DocumentState;
	/** What it waits for, in a sentence. */
	readonly why: string;
	/** Wall clock in ms of its oldest edit. */
	readonly since: number;
	/** Only when it waits for something other than the network. */
	readonly parked?: Parked;
	/** The org that hides it, or ''. */
	readonly hiddenBy: string;
	/** The local id of the org that it is, or belongs to; '' for a person's own record. */
	readonly orgId: string;
	/** The name of the org or project, the address of the person. */
	readonly label: string;
}

/** Everything that waits, deletes and hidden documents included, oldest first. */
export function listPending(context: ModelContext): Promise<PendingChange[]> {
	return storing(context, async () => {
		const waiting = collectionNames.flatMap((name) =>
			context.kernel.open
				.list(name)
				.filter((doc) => waits(name, doc))
				.map((doc) => ({ name, doc })),
		);
		const items = await Promise.all(
			waiting.map(({ name, doc }) => pendingChange(context, name, doc)),
		);
		return items.sort(
			(a, b) => a.since - b.since || (keyOf(a) < keyOf(b) ? -1 : 1),
		);
	});
}

/** The same, now and whenever it changes. */
export function observePending(
	context: ModelContext,
): Observable<PendingChange[]> {
	return context.kernel.open.changes$.pipe(
		startWith(undefined),
		switchMap(() => listPending(context)),
		catchError((error: unknown) => {
			if (context.isClosed()) return EMPTY;
			throw error;
		}),
		distinctUntilChanged(sameJson),
	);
}

/** Whether the Engine still has to hear of it. */
export function waits(name: CollectionName, doc: Stored): boolean {
	return doc.envelope.sent !== null || changeOf(name, doc).kind !== "none";
}

async function pendingChange(
	context: ModelContext,
	name: CollectionName,
	doc: Stored,
): Promise<PendingChange> {
	const { envelope } = doc;
	const change = changeOf(name, doc);
	const { state, since, parked, hiddenBy, sent } = envelope;
	return {
		collection: name,
		id: doc.id,
		edit: envelope.made,
		kind: change.kind === "none" ? (sent?.kind ?? "update") : change.kind,
		fields: change.kind === "update" ? change.fields : [],
		state,
		why: whyItWaits(doc, parentOf(context, doc)),
		since,
		...(parked === null ? {} : { parked }),
		hiddenBy,
		orgId: name === "orgs" ? doc.id : (doc.orgId ?? ""),
		label: await labelOf(context, name, doc),
	};
}

/** Only an unfinished org makes its children wait. */
function parentOf(context: ModelContext, doc: Stored): Stored | undefined {
	return doc.orgId === undefined
		? undefined
		: context.kernel.open.list("orgs").find(({ id }) => id === doc.orgId);
}

const keyOf = ({ collection, id }: ChangeRef) => `${collection}/${id}`;
