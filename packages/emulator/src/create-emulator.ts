import type { Environment } from "./environment.js";
import { type FixtureAccount, signInOf } from "./fixture/accounts.js";
import { createBigOrg } from "./fixture/big-org.js";
import { buildFixture } from "./fixture/build.js";
import { loadFixture, packagedFixture } from "./fixture/load.js";
import { type Fixture, readFixture } from "./fixture/schema.js";
import { openHttpServer } from "./http/server.js";
import { createMachine, type Machine } from "./machine/engine-machine.js";
import { completeQuirks, type Quirks } from "./machine/quirks.js";
import { createNodeEnvironment } from "./node-environment.js";

export interface EmulatorOptions {
	/** 0, the default, takes a free one. */
	readonly port?: number;
	/** The address to listen on; 127.0.0.1 unless told. */
	readonly host?: string;
	/** A file or a value. Left out: the orgs and projects that come with the package. */
	readonly fixtures?: string | Fixture;
	/** Adds an org with so many projects. */
	readonly projects?: number;
	/** Decides people, ids and tokens. Without one, people are the same each time but later ids are not. */
	readonly seed?: string;
	readonly quirks?: Partial<Quirks>;
	/** How long a bearer lives, in seconds; an hour unless told. */
	readonly tokenLifetimeS?: number;
	readonly environment?: Partial<Environment>;
}

export interface Emulator {
	/** Where it listens, without a slash at the end. */
	readonly url: string;
	/** The accounts there were at the start, with their passwords. The first one owns every org. */
	readonly accounts: readonly FixtureAccount[];
	/** The Engine behind it. */
	readonly machine: Machine;
	/** Ends all connections and frees the port. */
	close(): Promise<void>;
}

/** Starts a local Engine. Throws FixtureError and PortInUseError. */
export async function createEmulator(
	options: EmulatorOptions = {},
): Promise<Emulator> {
	const environment = { ...createNodeEnvironment(), ...options.environment };
	const machine = createMachine({
		now: environment.now,
		seed: options.seed ?? environment.freshSeed(),
		quirks: completeQuirks(options.quirks),
		...(options.tokenLifetimeS === undefined
			? {}
			: { tokenLifetimeS: options.tokenLifetimeS }),
	});
	const fixture = await fixtureOf(options);
	const seed = options.seed ?? "engine";
	const built = buildFixture(fixture, { seed, quirks: machine.quirks() });
	machine.change(built.changes);
	const host = options.host ?? "127.0.0.1";
	const server = await openHttpServer(
		{ port: options.port ?? 0, host },
		async (request) => ({
			kind: "answer",
			response: machine.handle(request),
		}),
	);
	return {
		url: `http://${host}:${server.port}`,
		accounts: [...machine.state().accounts.values()].map(signInOf),
		machine,
		close: () => server.close(),
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
