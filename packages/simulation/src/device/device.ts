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
	createDisk,
	type DeviceStorage,
	type StoredWrite,
} from "./device-storage.js";
import { createEnvironment } from "./environment.js";
import { createMedium, type StorageName } from "./media.js";
import type { ProgramChanges } from "./parts.js";
import { processStorage } from "./process-storage.js";

/** A running program of a device. */
export interface Program {
	readonly process: Process;
	readonly store: Store;
	readonly session: Session;
	readonly replicator: Replicator;
	/** What the replicator was made with. */
	readonly replication: ReplicatorOptions;
	/** How many replicators run on its store, now or not long ago. */
	leaders: number;
	/** Called before it ends in good order. */
	beforeClose(run: () => Promise<void>): void;
	/** Ends it in good order. */
	close(): Promise<void>;
}

export interface DeviceListener {
	stored(device: Device, write: StoredWrite): void;
	booted(device: Device): void;
	crashed(device: Device): void;
	wiped(device: Device): void;
	/** It was closed in good order; so many timers are left. */
	closed(device: Device, timers: number): void;
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
	/** Moves the wall clock, for good. */
	jumpClock(ms: number): void;
	/** How far the wall clock is off (ms). */
	clockOffset(): number;
	/** Destroys what is stored; only while it is off. */
	wipe(): void;
	isFrozen(): boolean;
	/** Nothing of the program goes on until the thaw. */
	freeze(): void;
	thaw(): void;
}

export interface DeviceOptions {
	readonly name: string;
	readonly person: PersonName;
	readonly time: VirtualTime;
	readonly random: Random;
	readonly network: Network;
	readonly listener: DeviceListener;
	readonly storage: StorageName;
	readonly changes: ProgramChanges;
}

/** What changes about a device. */
interface Life {
	boots: number;
	clockOffset: number;
	process: Process | undefined;
	program: Program | undefined;
	readonly reconnecting: Set<() => void>;
}

export function createDevice(options: DeviceOptions): Device {
	const { name, person, storage, time, listener } = options;
	const life: Life = {
		boots: 0,
		clockOffset: 0,
		process: undefined,
		program: undefined,
		reconnecting: new Set(),
	};
	const disk = createDisk(
		() => createMedium(storage),
		time.now,
		(write) => listener.stored(device, write),
	);
	const device: Device = {
		name,
		person,
		disk,
		program: () => life.program,
		isBooting: () => life.process !== undefined && life.program === undefined,
		boot: () => boot(options, device, life),
		crash: () => crash(options, device, life),
		shutDown: () => shutDown(options, device, life),
		reconnected: () => {
			for (const run of [...life.reconnecting]) life.process?.run(run);
		},
		jumpClock: (ms) => {
			life.clockOffset += ms;
		},
		clockOffset: () => life.clockOffset,
		wipe: () => {
			if (life.process !== undefined) return;
			disk.wipe();
			listener.wiped(device);
		},
		isFrozen: () => life.process?.isFrozen() ?? false,
		freeze: () => life.process?.freeze(),
		thaw: () => life.process?.thaw(),
	};
	return device;
}

function boot(options: DeviceOptions, device: Device, life: Life): void {
	if (life.process !== undefined) return;
	life.boots += 1;
	const process = createProcess(`${options.name}#${life.boots}`, options.time);
	life.process = process;
	const random = options.random.fork(`boot ${life.boots}`);
	const { reconnecting } = life;
	const start = async () => {
		const parts = { device, process, random, reconnecting };
		const opened = await openProgram(options, parts);
		life.program = opened;
		options.listener.booted(device);
		await opened.replicator.start();
	};
	start().catch((error: unknown) => {
		options.listener.failed(device, "boot", error);
		if (life.process === process) device.crash();
	});
}

function crash({ listener }: DeviceOptions, device: Device, life: Life): void {
	if (life.process === undefined) return;
	life.process.kill();
	life.process = undefined;
	life.program = undefined;
	life.reconnecting.clear();
	listener.crashed(device);
}

function shutDown(
	{ listener }: DeviceOptions,
	device: Device,
	life: Life,
): void {
	const ending = life.program;
	if (ending === undefined) return;
	life.program = undefined;
	ending.close().then(
		() => {
			listener.closed(device, ending.process.timers());
			ending.process.kill();
			if (life.process === ending.process) life.process = undefined;
		},
		(error: unknown) => listener.failed(device, "close", error),
	);
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
	const replication = changes.replicator?.(given) ?? given;
	const replicator = createReplicator(store, replication);
	replicator.status$.subscribe((status) => {
		if (process.isAlive()) listener.status(device, status);
	});
	const endings: (() => Promise<void>)[] = [];
	const close = async () => {
		for (const end of endings) await end();
		await replicator.close();
		await session.close();
		await engine.close();
		await store.close();
	};
	const beforeClose = (run: () => Promise<void>) => {
		endings.push(run);
	};
	const kept = { process, store, session, replicator, replication };
	return { ...kept, leaders: 1, beforeClose, close };
}

function environmentOf(
	{ name, time, network, changes }: DeviceOptions,
	{ device, process, random, reconnecting }: ProgramParts,
): Environment {
	const environment = createEnvironment({
		process,
		clockOffset: device.clockOffset,
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
	{ changes, time }: DeviceOptions,
	{ device, process, random }: ProgramParts,
): StoreStorage {
	const storage: StoreStorage = {
		rxStorage: processStorage({
			disk: device.disk,
			process,
			random: random.fork("disk"),
			time,
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
