import { valuesOf } from "../model/change.js";
import {
	type CollectionName,
	collectionNames,
	type Invite,
	type Stored,
	type StoredOf,
} from "../model/documents.js";
import type { DocumentState } from "../model/envelope.js";
import type { Fields } from "../model/fields.js";
import type { DocumentIssue } from "../model/issue.js";
import { labelOf } from "./label.js";
import { assertOpen, type ModelContext } from "./model-context.js";
import { listPending, type PendingChange } from "./pending.js";

/** A change that the Engine does not have yet. */
export interface UnsyncedChange {
	readonly type: "change";
	readonly collection: CollectionName;
	readonly id: string;
	readonly remoteId: string;
	readonly label: string;
	readonly kind: PendingChange["kind"];
	readonly state: DocumentState;
	readonly since: number;
	readonly orgId: string;
	/** The values as they are here, and as the Engine last had them. */
	readonly values: Fields;
	readonly base: Fields | null;
	/** For a person who was added or created here. Never holds a password. */
	readonly person?: Pick<Invite, "email" | "name" | "account"> & {
		readonly role: string;
	};
}

/** An issue that nobody has answered. */
export interface UnsyncedIssue extends DocumentIssue {
	readonly type: "issue";
	readonly collection: CollectionName;
	readonly documentId: string;
	readonly label: string;
}

export type UnsyncedItem = UnsyncedChange | UnsyncedIssue;

/** What would be lost if this store were wiped now: plain JSON. */
export interface Unsynced {
	/** Wall clock in ms. */
	readonly takenAt: number;
	readonly account: {
		readonly engine: string;
		readonly account: string;
		readonly userId: string;
		readonly email: string;
	};
	readonly items: readonly UnsyncedItem[];
	/** The same as a text for a file. */
	toText(): string;
}

/**
 * Itemises pending changes and unresolved issues, those of other tabs too, with their values and without any password.
 * Rejects with STORE_CLOSED.
 */
export async function unsynced(
	context: ModelContext,
	keys: { readonly engine: string; readonly account: string },
): Promise<Unsynced> {
	assertOpen(context);
	const { environment, replica } = context.kernel;
	await replica.refresh();
	const { userId, email } = replica.record.get();
	const pending = await listPending(context);
	const report = {
		takenAt: environment.now(),
		account: { engine: keys.engine, account: keys.account, userId, email },
		items: [
			...pending.flatMap((change) => unsyncedChange(context, change)),
			...(await unsyncedIssues(context)),
		],
	};
	return { ...report, toText: () => JSON.stringify(report, null, "\t") };
}

function unsyncedChange(
	context: ModelContext,
	{ collection, id, label, kind, state, since }: PendingChange,
): UnsyncedChange[] {
	const doc = context.kernel.open.list(collection).find((one) => one.id === id);
	if (doc === undefined) return [];
	return [
		{
			type: "change",
			collection,
			id,
			remoteId: doc.envelope.remoteId,
			label,
			kind,
			state,
			since,
			orgId: doc.orgId ?? "",
			values: valuesOf(collection, doc),
			base: doc.envelope.base,
			...personOf(collection, doc),
		},
	];
}

function personOf(
	collection: CollectionName,
	doc: Stored,
): Pick<UnsyncedChange, "person"> {
	if (collection !== "members") return {};
	// Proof of the cast: the document was read from members.
	const { invite, role } = doc as StoredOf<"members">;
	if (invite === null) return {};
	const { email, name, account } = invite;
	return { person: { email, name, account, role } };
}

async function unsyncedIssues(context: ModelContext): Promise<UnsyncedIssue[]> {
	const found: UnsyncedIssue[] = [];
	for (const collection of collectionNames)
		for (const doc of context.kernel.open.list(collection)) {
			const label = await labelOf(context, collection, doc);
			for (const issue of doc.envelope.issues)
				found.push({
					type: "issue",
					collection,
					documentId: doc.id,
					label,
					...issue,
				});
		}
	return found.sort((a, b) => a.at - b.at);
}
