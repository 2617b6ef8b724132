import { openStore, type Store, systemEnvironment } from "@engine-offline/core";
import {
	createReplicator,
	createSession,
	restEngine,
} from "@engine-offline/sync";
import { type StorageName, storageNamed } from "../../storages.js";
import { timed } from "../timing.js";

export interface SignedInOrder {
	readonly baseUrl: string;
	readonly email: string;
	readonly password: string;
	readonly storage: StorageName;
	/** Names the store. */
	readonly account: string;
}

export interface SignedIn {
	readonly store: Store;
	/** Ms until everything is in sync. */
	sync(): Promise<number>;
	close(): Promise<void>;
}

export interface LocalOrder extends Pick<SignedInOrder, "storage" | "account"> {
	/** Default: as the store has it by itself. */
	readonly journal?: false;
}

export const openLocal = ({ storage, ...order }: LocalOrder): Promise<Store> =>
	openStore({
		engine: "bench",
		account: order.account,
		storage: storageNamed(storage),
		...(order.journal === false ? { journal: false } : {}),
	});

/** A store with somebody signed in, and what brings it into sync. */
export async function openSignedIn(order: SignedInOrder): Promise<SignedIn> {
	const { baseUrl, email, password } = order;
	const environment = systemEnvironment();
	const store = await openLocal(order);
	const engine = restEngine({ baseUrl, environment });
	const session = createSession({ auth: engine.auth, environment });
	await session.signIn({ by: "password", email, password });
	const replicator = createReplicator(store, { engine, session });
	return {
		store,
		sync: () =>
			timed(async () => {
				const { state } = await replicator.syncNow();
				if (state !== "in-sync") throw new Error(`The sync ended ${state}.`);
			}),
		close: async () => {
			await replicator.close();
			await session.close();
			await store.close();
		},
	};
}
