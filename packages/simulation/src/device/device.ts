import {
	type Environment,
	openStore,
	type Store,
	type StoreStorage,
} from "@engine-offline/core";
import {
	createReplicator,
	createSession,
	type EngineAuth,
	type Replicator,
	type ReplicatorEvent,
	type ReplicatorOptions,
	restEngine,
	type Session,
	type Status,
} from "@engine-offline/sync";
import { emailOf, type PersonName, password } from "../engine/people.js";
import { BASE_URL, type Network } from "../network/network.js";
import { createProcess, type Process } from "../world/process.js";
import type { Random } from "../world/random.js";
import type { VirtualTime } from "../world/virtual-time.js";
import {
	createMemoryDisk,
	type DeviceStorage,
	type StoredWrite,
} from "./device-storage.js";
import { createEnvironment } from "./environment.js";
import type { ProgramChanges } from "./parts.js";
import { processStorage } from "./process-storage.js";

/** A running program of a device. */
export interface Program {
	readonly process: Process;
	readonly store: Store;
	readonly session: Session;
	readonly replicator: Replicator;
	/** Ends it in good order. */
	close(): Promise<void>;
}

export interface DeviceListener {
	stored(device: Device, write: StoredWrite): void;
	booted(device: Device): void;
	crashed(device: Device): void;
	status(device: Device, status: Status): void;
	replicated(device: Device, event: ReplicatorEvent): void;
	failed(device: Device, what: string, error: unknown): void;
}

/** One installation: a disk that stays, and programs that come and go on it. */
export interface Device {
	readonly name: string;
	readonly person: PersonName;
	readonly disk: DeviceStorage;
	/** Undefined while it is off, booting or closing. */
	program(): Program | undefined;
	isBooting(): boolean;
	/** Starts a program; nothing while one runs. */
	boot(): void;
	/** Ends the program at once, at whatever it is. */
	crash(): void;
	/** Ends the program in good order. */
	shutDown(): void;
	/** Tells the program that the network is back. */
	reconnected(): void;
}

export interface DeviceOptions {
	readonly name: string;
	readonly person: PersonName;
	readonly time: VirtualTime;
	readonly random: Random;
	readonly network: Network;
	readonly listener: DeviceListener;
	readonly changes: ProgramChanges;
}

export function createDevice(options: DeviceOptions): Device {
	const { name, person, time, listener, random } = options;
	let boots = 0;
	let process: Process | undefined;
	let program: Program | undefined;
	const reconnecting = new Set<() => void>();
	const disk = createMemoryDisk((write) => listener.stored(device, write));
	const start = async (running: Process) => {
		try {
			const opened = await openProgram(options, {
				device,
				process: running,
				random: random.fork(`boot ${boots}`),
				reconnecting,
			});
			program = opened;
			listener.booted(device);
			await opened.replicator.start();
		} catch (error) {
			listener.failed(device, "boot", error);
		}
	};
	const device: Device = {
		name,
		person,
		disk,
		program: () => program,
		isBooting: () => process !== undefined && program === undefined,
		boot: () => {
			if (process !== undefined) return;
			process = createProcess(`${name}#${++boots}`, time);
			void start(process);
		},
		crash: () => {
			if (process === undefined) return;
			process.kill();
			process = undefined;
			program = undefined;
			reconnecting.clear();
			listener.crashed(device);
		},
		shutDown: () => {
			const ending = program;
			if (ending === undefined) return;
			program = undefined;
			ending.close().then(
				() => {
					ending.process.kill();
					if (process === ending.process) process = undefined;
				},
				(error: unknown) => listener.failed(device, "close", error),
			);
		},
		reconnected: () => {
			for (const run of [...reconnecting]) run();
		},
	};
	return device;
}

interface ProgramParts {
	readonly device: Device;
	readonly process: Process;
	readonly random: Random;
	readonly reconnecting: Set<() => void>;
}

async function openProgram(
	options: DeviceOptions,
	parts: ProgramParts,
): Promise<Program> {
	const { name, changes, listener } = options;
	const { device, process } = parts;
	const environment = environmentOf(options, parts);
	const store = await openStore({
		engine: "simulated",
		account: name,
		storage: storageOf(options, parts),
		environment,
	});
	const engine = restEngine({ baseUrl: BASE_URL, environment });
	const session = sessionOf(options, environment, engine.auth);
	const given: ReplicatorOptions = {
		engine: changes.engine?.(engine) ?? engine,
		session: changes.session?.(session) ?? session,
		observe: (event) => {
			if (process.isAlive()) listener.replicated(device, event);
		},
	};
	const replicator = createReplicator(
		store,
		changes.replicator?.(given) ?? given,
	);
	replicator.status$.subscribe((status) => {
		if (process.isAlive()) listener.status(device, status);
	});
	const close = async () => {
		await replicator.close();
		await session.close();
		await engine.close();
		await store.close();
	};
	return { process, store, session, replicator, close };
}

function environmentOf(
	{ name, time, network, changes }: DeviceOptions,
	{ process, random, reconnecting }: ProgramParts,
): Environment {
	const environment = createEnvironment({
		process,
		time,
		random: random.fork("environment"),
		fetch: network.fetchOf(name, process),
		onReconnect: (run) => {
			reconnecting.add(run);
			return () => reconnecting.delete(run);
		},
	});
	return changes.environment?.(environment) ?? environment;
}

function storageOf(
	{ changes }: DeviceOptions,
	{ device, process, random }: ProgramParts,
): StoreStorage {
	const storage: StoreStorage = {
		rxStorage: processStorage({
			disk: device.disk,
			process,
			random: random.fork("disk"),
		}),
		durable: true,
		shared: false,
	};
	return changes.storage?.(storage) ?? storage;
}

function sessionOf(
	{ person }: DeviceOptions,
	environment: Environment,
	auth: EngineAuth,
): Session {
	return createSession({
		auth,
		environment,
		credentials: { by: "password", email: emailOf(person), password },
	});
}
