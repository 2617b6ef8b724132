import { readFile } from "node:fs/promises";
import { systemEnvironment } from "@engine-offline/core";
import { createEmulator, type Emulator } from "@engine-offline/emulator";
import { type Engine, restEngine } from "@engine-offline/sync";
import { grpcEngine } from "@engine-offline/sync/grpc";

export interface Transport {
	readonly name: string;
	/** Ms of each create, and of each whole list. */
	readonly creates: number[];
	readonly lists: number[];
}

export interface TransportOrder {
	readonly creates: number;
	readonly rows: number;
	readonly lists: number;
}

/** The same calls against one emulator, the transports taking turns, each over one connection that stands already. */
export async function measureTransports(
	order: TransportOrder,
): Promise<readonly Transport[]> {
	const emulator = await createEmulator({
		seed: "bench",
		fixtures: { orgs: [{ name: "Few" }] },
		projects: order.rows,
		grpcPort: 0,
	});
	const runs = (await enginesOf(emulator)).map(([name, engine]) => ({
		engine,
		transport: { name, creates: [], lists: [] } as Transport,
	}));
	try {
		const [first] = runs;
		if (first === undefined) return [];
		const place = await signIn(emulator, first.engine);
		for (const { engine } of runs) await engine.listOrgs(place.as);
		for (let round = 0; round < order.creates; round += 1)
			for (const { engine, transport } of runs)
				transport.creates.push(
					await timed(() => create(engine, place, `New ${round}`)),
				);
		for (let round = 0; round < order.lists; round += 1)
			for (const { engine, transport } of runs)
				transport.lists.push(
					await timed(() => list(engine, place, order.rows)),
				);
		return runs.map(({ transport }) => transport);
	} finally {
		for (const { engine } of runs) await engine.close();
		await emulator.close();
	}
}

async function enginesOf({
	url,
	grpc,
}: Emulator): Promise<readonly (readonly [string, Engine])[]> {
	const environment = systemEnvironment();
	const { target = "", certificate = "" } = grpc ?? {};
	const ca = await readFile(certificate);
	return [
		["REST", restEngine({ baseUrl: url, environment })],
		["gRPC", grpcEngine({ target, environment })],
		["gRPC, TLS", grpcEngine({ target, secure: true, ca, environment })],
	];
}

interface Place {
	readonly as: { readonly bearer: string };
	readonly fewId: string;
	readonly manyId: string;
}

async function signIn(emulator: Emulator, engine: Engine): Promise<Place> {
	const [owner] = emulator.accounts;
	if (owner === undefined) throw new Error("The fixture has no account.");
	const tokens = await engine.auth.signInWithEmail(owner);
	if (!tokens.ok) throw new Error(tokens.failure.message);
	const [few, many] = emulator.machine.state().orgs.keys();
	return {
		as: { bearer: tokens.value.token },
		fewId: few ?? "",
		manyId: many ?? "",
	};
}

async function create(
	engine: Engine,
	{ as, fewId: orgId }: Place,
	name: string,
): Promise<void> {
	const made = await engine.createProject({ name, description: "", orgId }, as);
	if (!made.ok) throw new Error(made.failure.message);
}

async function list(
	engine: Engine,
	{ as, manyId: orgId }: Place,
	rows: number,
): Promise<void> {
	const listed = await engine.listOrgProjects({ orgId }, as);
	if (!listed.ok || listed.value.rows.length !== rows)
		throw new Error("The list is not whole.");
}

async function timed(run: () => Promise<void>): Promise<number> {
	const start = performance.now();
	await run();
	return performance.now() - start;
}
