import {
	type Environment,
	logStorage,
	type OrgHandle,
	openStore,
	type Store,
	systemEnvironment,
} from "@engine-offline/core";
import {
	createReplicator,
	createSession,
	type Replicator,
	type ReplicatorEvent,
	restEngine,
	type Session,
} from "@engine-offline/sync";
import { storageNamed } from "../../../storages.js";
import type { OpenOptions } from "../orders.js";

/** An app in this page: a store, a session and a replicator, and what a test may turn off. */
export interface Device {
	readonly store: Store;
	readonly session: Session;
	readonly replicator: Replicator;
	/** Whether requests leave this page. */
	online: boolean;
	/** How many requests this page has sent, and when the last one left (wall clock ms). */
	requests: number;
	lastRequestAt: number;
}

export async function openDevice(options: OpenOptions): Promise<Device> {
	const traffic = {
		online: options.online ?? true,
		requests: 0,
		lastRequestAt: 0,
	};
	const environment = watched(traffic);
	const { engineUrl, account, email, password, timing } = options;
	const { storage, openTimeoutMs } = options;
	const store = await openStore({
		...{ engine: engineUrl, account, environment },
		...(storage === undefined ? {} : { storage: await placeNamed(storage) }),
		...(openTimeoutMs === undefined ? {} : { openTimeoutMs }),
	});
	const engine = restEngine({ baseUrl: engineUrl, environment });
	const session = createSession({
		auth: engine.auth,
		environment,
		...(email !== undefined && password !== undefined
			? { credentials: { by: "password", email, password } }
			: {}),
	});
	const replicator = createReplicator(store, {
		engine,
		session,
		observe: note,
		...(timing === undefined ? {} : { timing }),
	});
	if (options.watch === true) store.watch({ list: "orgs" });
	await replicator.start();
	return Object.assign(traffic, { store, session, replicator });
}

async function placeNamed(name: Exclude<OpenOptions["storage"], undefined>) {
	if (name !== "another-bucket") return storageNamed(name);
	const buckets: unknown = Reflect.get(navigator, "storageBuckets");
	// Proof of the cast: it is what the Storage Buckets API says.
	const { open } = buckets as {
		open(name: string): Promise<{ readonly indexedDB: IDBFactory }>;
	};
	const { indexedDB } = await open.call(buckets, "another");
	return logStorage({ indexedDB });
}

const events: ReplicatorEvent[] = [];

function note(event: ReplicatorEvent): void {
	events.push(event);
	if (events.length > 500) events.shift();
}

/** What the replicator of this page did last, to find out why a scenario failed. */
export const lastEvents = (): readonly ReplicatorEvent[] => events;

type Traffic = Pick<Device, "online" | "requests" | "lastRequestAt">;

function watched(traffic: Traffic): Environment {
	return {
		...systemEnvironment(),
		fetch: (input, init) => {
			if (!traffic.online)
				return Promise.reject(new TypeError("The test took the network."));
			traffic.requests += 1;
			traffic.lastRequestAt = Date.now();
			return fetch(input, init);
		},
	};
}

export async function orgNamed(
	{ store }: Pick<Device, "store">,
	name: string,
): Promise<OrgHandle> {
	const found = (await store.listUserOrgs()).find((org) => org.name === name);
	if (found === undefined) throw new Error(`No org is named ${name}.`);
	return found;
}
