import type { Store } from "@engine-offline/core";
import { collectionNames, replicaOf } from "@engine-offline/core/replicate";
import { filter, of, startWith, switchMap } from "rxjs";
import type { Query } from "../query/shared-queries.js";
import type { DocumentPlace } from "./flight.js";

/** A document as it is stored, a tombstone too, as a text; '' for no id. Followed. */
export function documentQuery({
	collection,
	id,
}: DocumentPlace): Query<Store, string> {
	return {
		key: `document/${collection}/${id}`,
		observe: (store) =>
			id === ""
				? of("")
				: replicaOf(store).changes$.pipe(
						filter(({ name }) => name === collection),
						startWith(undefined),
						switchMap(() => documentText(store, { collection, id })),
					),
	};
}

async function documentText(
	store: Store,
	{ collection, id }: DocumentPlace,
): Promise<string> {
	const name = collectionNames.find((known) => known === collection);
	const found =
		name === undefined ? undefined : await replicaOf(store).read(name, id);
	if (found === undefined)
		return `There is no document "${id}" in ${collection}.`;
	const { _rev, _meta, _attachments, ...document } = found;
	return JSON.stringify(document, undefined, 2);
}
