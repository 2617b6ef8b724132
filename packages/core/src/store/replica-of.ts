import { assert } from "../errors.js";
import type { Replica } from "./replica.js";
import type { Store } from "./store.js";

const replicaByStore = new WeakMap<Store, Replica>();

/** The side of a store that a replicator works on. */
export function replicaOf(store: Store): Replica {
	const replica = replicaByStore.get(store);
	assert(replica !== undefined, "this store was not made by openStore()");
	return replica;
}

export function keepReplica(store: Store, replica: Replica): void {
	replicaByStore.set(store, replica);
}
