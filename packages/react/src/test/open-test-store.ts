import { openStore, type Store, systemEnvironment } from "@engine-offline/core";
import { memoryStorage } from "@engine-offline/core/memory";
import {
	createReplicator,
	createSession,
	type Replicator,
	restEngine,
} from "@engine-offline/sync";
import { afterEach } from "vitest";

const toClose: { close(): Promise<void> }[] = [];
let count = 0;

/** A store of its own in memory; closed when the test ends. */
export async function openTestStore(): Promise<Store> {
	const store = await openStore({
		engine: "test",
		account: `account-${++count}`,
		storage: memoryStorage(),
	});
	toClose.unshift(store);
	return store;
}

/** A replicator that nobody starts: it has a status, and asks no network. */
export function stoppedReplicator(store: Store): Replicator {
	const environment = systemEnvironment();
	const engine = restEngine({ baseUrl: "http://127.0.0.1:9", environment });
	const session = createSession({ auth: engine.auth, environment });
	const replicator = createReplicator(store, { engine, session });
	toClose.unshift(replicator, session, engine);
	return replicator;
}

afterEach(async () => {
	for (const each of toClose.splice(0)) await each.close();
});
