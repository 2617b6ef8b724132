import { EngineError } from "../errors.js";
import { type EditContext, editDocument } from "../gate/edit.js";
import { type GateRefusal, isRefusal } from "../gate/refusal.js";
import type { CollectionName, Stored } from "../model/documents.js";
import { createEnvelope } from "../model/envelope.js";
import { type ModelContext, writing } from "./model-context.js";

/** Names one document, alive or not. */
export interface DocumentRef {
	readonly collection: CollectionName;
	readonly id: string;
}

/** What the document becomes; must be pure, since it runs again when somebody wrote in between. */
export type Judge = (doc: Stored, context: EditContext) => Stored | GateRefusal;

/**
 * Reads, judges and writes one document, tombstone or not, until nobody was in between. Its children follow where
 * an org was deleted or lives again. Rejects with NOT_FOUND, or with what `judge` refused.
 */
export async function changeStored(
	context: ModelContext,
	ref: DocumentRef,
	judge: Judge,
): Promise<Stored> {
	const { replica } = context.kernel;
	return writing(context, async () => {
		for (;;) {
			const previous = await replica.read(ref.collection, ref.id);
			if (previous === undefined) throw notStored(ref);
			const edited = await editContext(context, ref.collection, previous);
			const next = judge(previous, edited);
			if (isRefusal(next)) throw next.refused;
			if (next === previous) return next;
			const stale = await replica.write(ref.collection, [{ previous, next }]);
			if (stale.size > 0) continue;
			await followParent(context, ref.collection, next);
			return next;
		}
	});
}

/** Past the gate, which lets no plain write make an account, but judged by the same rules. Rejects with what they refuse. */
export async function insertStored(
	context: ModelContext,
	name: CollectionName,
	fields: { readonly id: string; readonly orgId?: string },
): Promise<void> {
	const draft: Stored = {
		...fields,
		envelope: createEnvelope(),
		_deleted: false,
		_rev: "",
		_meta: { lwt: 0 },
		_attachments: {},
	};
	await writing(context, async () => {
		const edited = await editContext(context, name, draft);
		const next = editDocument(undefined, draft, edited);
		if (isRefusal(next)) throw next.refused;
		await context.kernel.replica.write(name, [{ next }]);
		await followParent(context, name, next);
	});
}

/** What the gate would know of a write of `doc`; the store itself may also make accounts. */
export async function editContext(
	context: ModelContext,
	name: CollectionName,
	doc: Stored,
): Promise<EditContext> {
	const { replica, environment } = context.kernel;
	return {
		name,
		now: environment.now(),
		userId: replica.record.get().userId,
		parent: doc.orgId ? await replica.read("orgs", doc.orgId) : undefined,
		mayMakeAccount: true,
	};
}

/** The org's children, or the child that was just written beside a delete of its org. */
export async function followParent(
	context: ModelContext,
	name: CollectionName,
	doc: Stored,
): Promise<void> {
	const orgId = name === "orgs" ? doc.id : doc.orgId;
	if (orgId !== undefined) await context.kernel.replica.followOrgs([orgId]);
}

function notStored({ collection, id }: DocumentRef): EngineError {
	return new EngineError(
		"NOT_FOUND",
		`There is no document "${id}" in ${collection}. Check the id.`,
	);
}
