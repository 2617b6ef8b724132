import { openStore, type Store } from "@engine-offline/core";
import {
	createReplicator,
	createSession,
	type Engine,
	type Replicator,
	restEngine,
	type Session,
} from "@engine-offline/sync";
import {
	createFlightRecorder,
	type FlightRecorder,
} from "@engine-offline/sync/flight-recorder";
import { engineKey, engineUrl } from "./config.js";
import { tabTokenStore } from "./memory-of-account.js";
import type { Network } from "./network.js";

/** The Engine, and who is signed in there. */
export interface Connection {
	readonly engine: Engine;
	/** What happens between this device and the Engine, for the inspector. */
	readonly recorder: FlightRecorder;
	readonly session: Session;
}

/** The store of one account and what keeps it in step with the Engine. */
export interface Device {
	/** The e-mail address that was signed in with, in lower case. */
	readonly account: string;
	readonly store: Store;
	readonly session: Session;
	readonly replicator: Replicator;
	readonly recorder: FlightRecorder;
	close(): Promise<void>;
}

export function connect(account: string, network: Network): Connection {
	const { environment } = network;
	const recorder = createFlightRecorder({ environment });
	const engine = recorder.engine(
		restEngine({ baseUrl: engineUrl, environment }),
	);
	const tokenStore = tabTokenStore(account);
	const session = createSession({ auth: engine.auth, environment, tokenStore });
	return { engine, recorder, session };
}

export async function disconnect(connection: Connection): Promise<void> {
	await connection.session.close();
	await connection.engine.close();
}

/** Opens the store, with a network or without, and begins to replicate. */
export async function openDevice(
	account: string,
	connection: Connection,
	network: Network,
): Promise<Device> {
	const { environment } = network;
	const store = await openStore({ engine: engineKey, account, environment });
	const { engine, recorder, session } = connection;
	const replicator = createReplicator(store, {
		engine,
		session,
		identity: { email: account },
		observe: recorder.observe,
	});
	const unfollow = recorder.follow(replicator, session);
	await replicator.start();
	return {
		account,
		store,
		session,
		replicator,
		recorder,
		close: async () => {
			unfollow();
			await replicator.close();
			await disconnect(connection);
			await store.close();
		},
	};
}
