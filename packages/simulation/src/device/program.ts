import type { Environment, StoreStorage } from "@engine-offline/core";
import { openStoreAs } from "@engine-offline/core/replicate";
import {
	createReplicator,
	createSession,
	type EngineAuth,
	type ReplicatorOptions,
	restEngine,
	type Session,
} from "@engine-offline/sync";
import { emailOf, password } from "../engine/people.js";
import { BASE_URL } from "../network/network.js";
import type { Process } from "../world/process.js";
import type { Random } from "../world/random.js";
import { modelAfter } from "./app-version.js";
import type { Device, DeviceOptions, Program } from "./device.js";
import { drawPace } from "./disk-pace.js";
import { createEnvironment } from "./environment.js";
import type { Page } from "./page.js";
import { forgetCollections, processStorage } from "./process-storage.js";

/** What a program is opened from. */
export interface ProgramParts {
	readonly device: Device;
	readonly process: Process;
	readonly random: Random;
	readonly reconnecting: Set<() => void>;
	readonly page: Page | undefined;
	/** How often the app was updated by then. */
	readonly updates: number;
}

/** Opens a program in a process of its own. */
export async function openProgram(
	options: DeviceOptions,
	parts: ProgramParts,
): Promise<Program> {
	const { changes, listener } = options;
	const { device, process } = parts;
	const environment = environmentOf(options, parts);
	const store = await openStoreAs(
		{
			engine: "simulated",
			account: device.account,
			storage: storageOf(options, parts),
			journal:
				device.journal?.journalOf(process, parts.random.fork("journal")) ??
				false,
			environment,
		},
		modelAfter(parts.updates),
	);
	forgetCollections(process);
	const engine = restEngine({ baseUrl: BASE_URL, environment });
	const session = sessionOf(device, environment, engine.auth);
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
	const { page } = parts;
	const kept = { process, page, store, session, replicator, replication };
	return { ...kept, leaders: 1, beforeClose, close };
}

function environmentOf(
	{ name, time, network, changes }: DeviceOptions,
	{ device, process, random, reconnecting, page }: ProgramParts,
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
	const own = { ...environment, ...page?.environment };
	return changes.environment?.(own) ?? own;
}

function storageOf(
	{ changes, time, listener, hasSlowDisk }: DeviceOptions,
	{ device, process, random, page }: ProgramParts,
): StoreStorage {
	const disk = random.fork("disk");
	const pace = drawPace(disk, hasSlowDisk);
	if (pace.isSlow) listener.befell(device, "fault slow-disk");
	const storage: StoreStorage = {
		...processStorage({
			disk: device.disk,
			process,
			random: disk,
			pace,
			time,
			openChannel: page?.environment.openChannel,
		}),
		durable: true,
		shared: page !== undefined,
	};
	return changes.storage?.(storage) ?? storage;
}

function sessionOf(
	{ person }: Device,
	environment: Environment,
	auth: EngineAuth,
): Session {
	return createSession({
		auth,
		environment,
		credentials: { by: "password", email: emailOf(person), password },
	});
}
