import {
	type Control,
	type ControlParts,
	createControl,
} from "./control/control.js";
import { createHolds } from "./control/holds.js";
import { controlPrefix, handleControl } from "./control/http-control.js";
import { createMeet } from "./control/meet.js";
import { createRequestLog } from "./control/request-log.js";
import { createRules } from "./control/rules.js";
import { type DataFile, openDataFile } from "./data/data-file.js";
import type { Environment } from "./environment.js";
import { type FixtureAccount, signInOf } from "./fixture/accounts.js";
import { createBigOrg } from "./fixture/big-org.js";
import { buildFixture } from "./fixture/build.js";
import { loadFixture, packagedFixture } from "./fixture/load.js";
import { type Fixture, readFixture } from "./fixture/schema.js";
import type { GrpcExchangeParts } from "./grpc/exchange.js";
import { type GrpcDoor, openGrpc } from "./grpc/open-grpc.js";
import { createExchange } from "./http/exchange.js";
import { type Exchange, openHttpServer } from "./http/server.js";
import { createLifetime } from "./lifetime.js";
import { applyChanges } from "./machine/change.js";
import {
	createMachine,
	type Machine,
	type MachineOptions,
} from "./machine/engine-machine.js";
import { completeQuirks, type Quirks } from "./machine/quirks.js";
import { createRandom } from "./machine/random.js";
import { createEmptyState, type EngineState } from "./machine/state.js";
import { createNodeEnvironment } from "./node-environment.js";

export interface EmulatorOptions {
	/** 0, the default, takes a free one. */
	readonly port?: number;
	/** The address to listen on; 127.0.0.1 unless told. */
	readonly host?: string;
	/** Serves gRPC too, on this port; 0 takes a free one. Left out: REST alone. */
	readonly grpcPort?: number;
	/** Files in PEM for gRPC. Left out: a throw-away certificate for localhost and the loopback addresses. */
	readonly tlsCert?: string;
	readonly tlsKey?: string;
	/** A file or a value. Left out: the orgs and projects that come with the package. */
	readonly fixtures?: string | Fixture;
	/** Adds an org with so many projects. */
	readonly projects?: number;
	/** Decides people, ids and tokens. Without one, people are the same each time but later ids are not. */
	readonly seed?: string;
	/** A file that keeps the data. When it holds some already, no fixture is loaded. Without one, data ends with the emulator. */
	readonly data?: string;
	/** Whether `/control/v1` is served; `control` of the emulator works either way. */
	readonly control?: boolean;
	readonly quirks?: Partial<Quirks>;
	/** How long a bearer lives, in seconds; an hour unless told. */
	readonly tokenLifetimeS?: number;
	readonly environment?: Partial<Environment>;
}

export interface Emulator {
	/** Where it listens, without a slash at the end. */
	readonly url: string;
	/** Where it speaks gRPC, and the certificate it shows; null when it does not. */
	readonly grpc: GrpcDoor | null;
	/** The accounts there were at the start, with their passwords. The first one owns every org. */
	readonly accounts: readonly FixtureAccount[];
	readonly control: Control;
	/** The Engine behind it. */
	readonly machine: Machine;
	/** What became of the data file; null without one. */
	readonly data: Pick<DataFile, "wasThere" | "hadTornTail"> | null;
	/** Ends all connections, forgets what was to take place later, and frees the port and the data file. */
	close(): Promise<void>;
}

/** Starts a local Engine. Throws FixtureError, DataFileError, TlsFileError and PortInUseError. */
export async function createEmulator(
	options: EmulatorOptions = {},
): Promise<Emulator> {
	const fixture = await fixtureOf(options);
	const data = options.data === undefined ? null : openDataFile(options.data);
	try {
		return await startEmulator(options, fixture, data);
	} catch (error) {
		data?.close();
		throw error;
	}
}

async function startEmulator(
	options: EmulatorOptions,
	fixture: Fixture,
	data: DataFile | null,
): Promise<Emulator> {
	const lifetime = createLifetime({
		...createNodeEnvironment(),
		...options.environment,
	});
	const machine = openMachine(options, lifetime.environment, {
		state: firstState(options, fixture, data),
		...(data === null ? {} : { record: data.append }),
	});
	const parts: ControlParts = {
		machine,
		rules: createRules(createRandom(`misbehave ${options.seed ?? "engine"}`)),
		holds: createHolds(),
		log: createRequestLog(),
	};
	const control = createControl(parts);
	const meet = createMeet({ ...parts, lifetime });
	const exchange = createExchange({ machine, meet, lifetime });
	const { port = 0, host = "127.0.0.1" } = options;
	const server = await openHttpServer(
		{ port, host },
		options.control ? withControl(control, exchange) : exchange,
	);
	const random = createRandom(`grpc order ${options.seed ?? "engine"}`);
	const grpc = await grpcOf(options, { machine, meet, lifetime, random }).catch(
		async (error: unknown) => {
			await server.close();
			throw error;
		},
	);
	return {
		url: `http://${host.includes(":") ? `[${host}]` : host}:${server.port}`,
		accounts: [...machine.state().accounts.values()].map(signInOf),
		grpc,
		control,
		machine,
		data,
		close: async () => {
			lifetime.end();
			await Promise.all([server.close(), grpc?.close()]);
			data?.close();
		},
	};
}

async function grpcOf(
	options: EmulatorOptions,
	parts: GrpcExchangeParts,
): Promise<Awaited<ReturnType<typeof openGrpc>> | null> {
	const { grpcPort: port, host = "127.0.0.1", tlsCert, tlsKey } = options;
	if (port === undefined) return null;
	const tls = {
		...(tlsCert !== undefined && { tlsCert }),
		...(tlsKey !== undefined && { tlsKey }),
	};
	const nowMs = createNodeEnvironment().now();
	return openGrpc({ port, host, nowMs, ...tls }, parts);
}

function openMachine(
	{ seed, quirks = {}, tokenLifetimeS }: EmulatorOptions,
	environment: Environment,
	rest: Pick<MachineOptions, "state" | "record">,
): Machine {
	return createMachine({
		...rest,
		now: environment.now,
		seed: seed ?? environment.freshSeed(),
		quirks,
		...(tokenLifetimeS === undefined ? {} : { tokenLifetimeS }),
	});
}

/** What the data file holds, or else the fixture, which is written to the file. */
function firstState(
	{ seed = "engine", quirks }: EmulatorOptions,
	fixture: Fixture,
	data: DataFile | null,
): EngineState {
	if (data?.wasThere) return data.state;
	const complete = completeQuirks(quirks);
	const { changes } = buildFixture(fixture, { seed, quirks: complete });
	data?.append(changes);
	return applyChanges(createEmptyState(), changes);
}

function withControl(control: Control, exchange: Exchange): Exchange {
	return async (request) => {
		if (!request.url.startsWith(`${controlPrefix}/`)) return exchange(request);
		return { kind: "answer", response: handleControl(control, request) };
	};
}

async function fixtureOf(options: EmulatorOptions): Promise<Fixture> {
	const { fixtures = packagedFixture, projects, seed = "engine" } = options;
	const fixture =
		typeof fixtures === "string" || fixtures instanceof URL
			? await loadFixture(fixtures)
			: readFixture(fixtures);
	if (projects === undefined) return fixture;
	return { ...fixture, orgs: [...fixture.orgs, createBigOrg(projects, seed)] };
}
