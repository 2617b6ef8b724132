import { readFile } from "node:fs/promises";
import { openStore, type Store, systemEnvironment } from "@engine-offline/core";
import { fileStorage } from "@engine-offline/core/node";
import {
	createReplicator,
	type Replicator,
	type ReplicatorEvent,
	type Timing,
} from "@engine-offline/sync";
import { connectEngine } from "@engine-offline/sync/node";
import { createNetwork, type Network } from "./network.js";
import type { Order } from "./protocol.js";

/** A store on this machine's disk, and a replicator that keeps it in step with the Engine. */
export interface Device {
	readonly store: Store;
	readonly replicator: Replicator;
	readonly network: Network;
	close(): Promise<void>;
}

/**
 * Shorter than the defaults, so that nobody has to wait: the emulator answers within milliseconds, and has no replicas
 * that lag. The rules are the same.
 */
const timing: Partial<Timing> = { deadlineMs: 2_000, doubtGapMs: 500 };

export async function openDevice(
	order: Pick<
		Order,
		"target" | "certificate" | "email" | "password" | "directory"
	>,
	observe: (event: ReplicatorEvent) => void = () => {},
): Promise<Device> {
	const { target, certificate, email, password, directory } = order;
	const network = createNetwork();
	const environment = {
		...systemEnvironment(),
		fetch: network.fetch,
		onReconnect: network.onReconnect,
	};
	const connection = await connectEngine({
		config: {
			target,
			secure: certificate !== null,
			credentials: { by: "password", email, password },
		},
		environment,
		...(certificate !== null && { ca: await readFile(certificate) }),
	});
	const engine =
		target.kind === "rest"
			? connection.engine
			: network.switched(connection.engine);
	const store = await openStore({
		engine: "walkthrough",
		account: email,
		storage: fileStorage({ directory }),
		environment,
	});
	const replicator = createReplicator(store, {
		engine,
		session: connection.session,
		timing,
		observe,
	});
	const close = async () => {
		await replicator.close();
		await connection.close();
		await store.close();
	};
	return { store, replicator, network, close };
}
