import { readFileSync } from "node:fs";
import {
	createEmulator,
	type Emulator,
	type FixtureAccount,
	type Quirks,
} from "@engine-offline/emulator";
import type { Engine } from "@engine-offline/sync";
import { restEngine } from "@engine-offline/sync";
import { grpcEngine } from "@engine-offline/sync/grpc";
import type { CountingEnvironment } from "./counting-environment.js";
import { contractFixture } from "./fixture.js";
import { plainGrpcEngine } from "./plain-grpc.js";
import { plainRestEngine } from "./plain-rest.js";
import { openSimulated } from "./simulated.js";

/** An Engine of the contract's fixture, and a client of it. */
export interface Side {
	readonly engine: Engine;
	readonly accounts: readonly FixtureAccount[];
	/** A custom token for an account, asked for behind the client's back. */
	customToken(email: string): string;
	close(): Promise<void>;
}

/** One way to reach an Engine that answers in a given way. */
export interface Way {
	readonly name: string;
	readonly open: (
		quirks: Partial<Quirks>,
		environment: CountingEnvironment,
	) => Promise<Side>;
}

const certificate = ({ grpc }: Emulator) =>
	readFileSync(grpc?.certificate ?? "");
const targetOf = ({ grpc }: Emulator) => grpc?.target ?? "";

/** Transport × client: ours, an ordinary one that shows what the emulator itself does, and the simulation's network. */
export const ways: readonly Way[] = [
	overEmulator("REST, our client", ({ url }, environment) =>
		restEngine({ baseUrl: url, environment }),
	),
	overEmulator("gRPC, our client", (emulator, environment) =>
		grpcEngine({
			target: targetOf(emulator),
			secure: true,
			ca: certificate(emulator),
			environment,
		}),
	),
	overEmulator("REST, an ordinary client", ({ url }) => plainRestEngine(url)),
	overEmulator("gRPC, an ordinary client", (emulator) =>
		plainGrpcEngine(targetOf(emulator), certificate(emulator)),
	),
	{ name: "the simulation's network, our client", open: openSimulated },
];

function overEmulator(
	name: string,
	client: (emulator: Emulator, environment: CountingEnvironment) => Engine,
): Way {
	return {
		name,
		open: async (quirks, environment) => {
			const emulator = await createEmulator({
				fixtures: contractFixture,
				quirks,
				seed: "contract",
				grpcPort: 0,
			});
			const engine = client(emulator, environment);
			return {
				engine,
				accounts: emulator.accounts,
				customToken: (email) => {
					const made = emulator.control.callAs(email, "CreateCustomToken", {});
					if (!made.ok) throw new Error("no custom token");
					return String(made.message.token);
				},
				close: async () => {
					await engine.close();
					await emulator.close();
				},
			};
		},
	};
}
