import { openStore, type Store } from "@engine-offline/core";
import { memoryStorage } from "@engine-offline/core/memory";
import { afterEach } from "vitest";

const open: Store[] = [];
let count = 0;

/** A store of its own in memory; closed when the test ends. */
export async function openTestStore(): Promise<Store> {
	const store = await openStore({
		engine: "test",
		account: `account-${++count}`,
		storage: memoryStorage(),
	});
	open.push(store);
	return store;
}

afterEach(async () => {
	for (const store of open.splice(0)) await store.close();
});
