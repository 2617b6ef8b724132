import {
	collectionNames,
	replicaOf,
	type Stored,
} from "@engine-offline/core/replicate";
import type { Program } from "./device.js";
import { heightOf } from "./device-storage.js";
import type { Whose } from "./life.js";

/** After an update: what was stored by the older app is there in the newer one, as new as it was. */
export async function lookForMissing(
	{ device, life, options }: Whose,
	{ store }: Program,
): Promise<void> {
	const { left } = life;
	for (const name of collectionNames) {
		const before = new Map(device.disk.documents(name));
		const all = await replicaOf(store).readAll(name);
		if (life.left > left || life.leaving.size > 0) return;
		const heights = new Map(all.map(({ id, _rev }) => [id, heightOf(_rev)]));
		const missing = [...before.values()].filter(
			(doc) =>
				heightOf(doc._rev) > (heights.get(doc.id) ?? 0) && !mayBePurged(doc),
		);
		if (missing.length > 0)
			options.listener.foundMissing(
				device,
				missing.map(({ id }) => `${name}/${id}`),
			);
	}
}

const mayBePurged = ({ _deleted, envelope }: Stored) =>
	_deleted && envelope.open === 0;
