import {
	type Environment,
	openStore,
	type Store,
	type StoreStorage,
	systemEnvironment,
} from "@engine-offline/core";
import {
	createEmulator,
	developmentPassword,
	type Emulator,
	type EmulatorOptions,
} from "@engine-offline/emulator";
import { afterEach } from "vitest";
import type {
	Identity,
	ReplicatorOptions,
	Timing,
} from "../replicator/options.js";
import { createReplicator, type Replicator } from "../replicator/replicator.js";
import { restEngine } from "../rest/rest-engine.js";
import { createSession } from "../session/create-session.js";
import type { Credentials } from "../session/credentials.js";
import { testStorage } from "./test-storage.js";

/** A device: a store, and a replicator that talks to the emulator over real HTTP. */
export interface Device {
	readonly store: Store;
	readonly replicator: Replicator;
	close(): Promise<void>;
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

/** Short waits, the same rules: the emulator is on this machine. */
export const quickTiming: Partial<Timing> = {
	deadlineMs: 1_000,
	doubtGapMs: 100,
	lateMs: 50,
};

/** For a network that loses nothing: on a busy machine no answer may come too late. */
export const calmTiming: Partial<Timing> = { deadlineMs: 30_000 };

export const tinyFixture = {
	orgs: [
		{
			name: "Alpha",
			description: "first",
			projects: [
				{ name: "Ant", description: "small" },
				{ name: "Ape", description: "big" },
			],
		},
		{ name: "Beta", description: "second", projects: [] },
	],
};

export async function startEmulator(
	options: EmulatorOptions = {},
): Promise<Emulator> {
	const emulator = await createEmulator({
		fixtures: tinyFixture,
		seed: "scenario",
		...options,
	});
	closing.push(() => emulator.close());
	return emulator;
}

export interface DeviceOptions {
	readonly email?: string;
	/** Default: the e-mail and the development password. */
	readonly credentials?: Credentials;
	readonly identity?: Identity;
	readonly storage?: StoreStorage;
	readonly account?: string;
	readonly environment?: Partial<Environment>;
	readonly timing?: Partial<Timing>;
	readonly policies?: ReplicatorOptions["policies"];
	readonly observe?: ReplicatorOptions["observe"];
}

let devices = 0;

/** Opens a device of the account that owns every org, or of another one; it does not replicate yet. */
export async function openDevice(
	emulator: Emulator,
	options: DeviceOptions = {},
): Promise<Device> {
	const environment = { ...systemEnvironment(), ...options.environment };
	const email = options.email ?? emulator.accounts[0]?.email ?? "";
	const store = await openStore({
		engine: emulator.url,
		account: options.account ?? `device-${++devices}`,
		storage: options.storage ?? testStorage(),
		environment,
	});
	const engine = restEngine({ baseUrl: emulator.url, environment });
	const session = createSession({
		auth: engine.auth,
		environment,
		credentials: options.credentials ?? {
			by: "password",
			email,
			password: developmentPassword,
		},
	});
	const replicator = createReplicator(store, {
		engine,
		session,
		timing: { ...quickTiming, ...options.timing },
		...(options.identity === undefined ? {} : { identity: options.identity }),
		...(options.policies === undefined ? {} : { policies: options.policies }),
		...(options.observe === undefined ? {} : { observe: options.observe }),
	});
	let closed = false;
	const close = async () => {
		if (closed) return;
		closed = true;
		await replicator.close();
		await session.close();
		await engine.close();
		await store.close();
	};
	closing.push(close);
	return { store, replicator, close };
}
