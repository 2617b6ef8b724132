import { afterEach } from "vitest";
import { replicaOf } from "../replicate.js";
import { openStore } from "../store/open-store.js";
import type { Replica } from "../store/replica.js";
import type { Store } from "../store/store.js";
import type { StoreOptions } from "../store/store-options.js";
import { testStorage } from "./storages.js";

const open: Store[] = [];
let count = 0;

/** A store of its own on the storage that tests run on, or as `options` say; closed when the test ends. */
export async function openTestStore(
	options: Partial<StoreOptions> = {},
): Promise<{ readonly store: Store; readonly replica: Replica }> {
	const store = await openStore({
		engine: "test",
		account: `account-${++count}`,
		storage: testStorage(),
		...options,
	});
	open.push(store);
	return { store, replica: replicaOf(store) };
}

afterEach(async () => {
	for (const store of open.splice(0)) await store.close();
});
