import type { CollectionName, Stored } from "@engine-offline/core/replicate";
import type { Work } from "./work.js";

/**
 * Changes one document by compare-and-set, reading it again whenever somebody was in between. `change` must be pure;
 * it answers undefined to leave the document alone, and so does this function then.
 */
export async function changeDocument(
	work: Pick<Work, "replica" | "mirror">,
	place: { readonly name: CollectionName; readonly id: string },
	change: (doc: Stored) => Stored | undefined,
): Promise<Stored | undefined> {
	const { name, id } = place;
	let previous = work.mirror.get(name, id);
	while (previous !== undefined) {
		const next = change(previous);
		if (next === undefined) return undefined;
		const stale = await work.replica.write(name, [{ previous, next }]);
		if (stale.size === 0) return next;
		// The mirror, which `change` may ask, was told of it by the write: it is not older than what is given here.
		previous = await work.replica.read(name, id);
	}
	return undefined;
}
