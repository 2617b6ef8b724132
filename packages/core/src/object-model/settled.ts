import { defer, filter, firstValueFrom, map, merge, mergeMap } from "rxjs";
import { EngineError } from "../errors.js";
import { collectionNames } from "../model/documents.js";
import { type Outcome, outcomeOf } from "../model/outcome.js";
import { storeClosed } from "../store/life.js";
import type { ChangeRef } from "./change-ref.js";
import { assertOpen, type ModelContext, storing } from "./model-context.js";

/**
 * What became of an edit, as soon as that is known. Reads storage, so it also answers for tombstones and after a
 * restart. Rejects with NOT_FOUND for an edit that was never made here, with STORE_CLOSED when the store closes.
 */
export async function settled(
	context: ModelContext,
	change: ChangeRef,
): Promise<Outcome> {
	assertOpen(context);
	checkRef(change);
	const outcome = await firstValueFrom(observeOutcome(context, change), {
		defaultValue: undefined,
	});
	if (outcome === undefined) throw storeClosed();
	// Whoever hears that a delete was refused finds the org's projects and members back with it.
	if (change.collection === "orgs")
		await storing(context, () =>
			context.kernel.replica.followOrgs([change.id]),
		);
	return outcome;
}

function observeOutcome(context: ModelContext, change: ChangeRef) {
	const { replica } = context.kernel;
	const written$ = replica.changes$.pipe(
		filter(({ name }) => name === change.collection),
		mergeMap(({ documents }) => documents),
		filter(({ id }) => id === change.id),
	);
	// Subscribed before it reads: whatever settles in between is seen.
	return merge(
		written$,
		defer(() => readMade(context, change)),
	).pipe(
		map(({ envelope }) => outcomeOf(envelope, change.edit)),
		filter((outcome) => outcome !== undefined),
	);
}

async function readMade(context: ModelContext, change: ChangeRef) {
	const { collection, id, edit } = change;
	const doc = await context.kernel.replica.read(collection, id);
	if (doc === undefined || edit > doc.envelope.made)
		throw new EngineError(
			"NOT_FOUND",
			`There is no edit ${edit} of "${id}" in ${collection}. Give a change as a write of this store returned it.`,
		);
	return doc;
}

/** A change may come from a file or another run: it is checked like any input. */
export function checkRef(change: ChangeRef): void {
	const { collection, id, edit } = change;
	const valid =
		collectionNames.includes(collection) &&
		typeof id === "string" &&
		Number.isSafeInteger(edit) &&
		edit >= 0;
	if (!valid)
		throw new EngineError(
			"INVALID_FIELD",
			"A change is { collection, id, edit }, as a write of this store returned it.",
		);
}
