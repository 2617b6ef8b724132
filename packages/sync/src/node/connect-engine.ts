import { readFile } from "node:fs/promises";
import { type Environment, systemEnvironment } from "@engine-offline/core";
import type { Engine } from "../engine.js";
import { grpcEngine } from "../grpc/grpc-engine.js";
import { restEngine } from "../rest/rest-engine.js";
import { createSession } from "../session/create-session.js";
import type { Session } from "../session/session.js";
import type { TokenStore } from "../session/token-store.js";
import { readEngineConfig } from "./config.js";
import type { EngineConfig } from "./engine-config.js";

export interface ConnectOptions {
	/** Left out: read from the variables and the file that the Engine's SDKs read. */
	readonly config?: EngineConfig;
	readonly variables?: Readonly<Record<string, string | undefined>>;
	readonly readText?: (file: string) => Promise<string>;
	readonly environment?: Pick<
		Environment,
		"fetch" | "monotonic" | "now" | "setTimer"
	>;
	readonly tokenStore?: TokenStore;
	/** For gRPC: certificates in PEM to trust, instead of those that this machine trusts. */
	readonly ca?: string | Uint8Array;
}

/** An Engine and a session with it. */
export interface Connection {
	readonly engine: Engine;
	readonly session: Session;
	/** The session first, so that a refresh under way is not cut off. */
	close(): Promise<void>;
}

/**
 * The Engine that the configuration names, for Node programs and desktop main processes: over gRPC for a `host:port`
 * target, over REST for a base URL. Sends nothing yet: the session signs in at the first call. Throws `INVALID_CONFIG`.
 */
export async function connectEngine(
	options: ConnectOptions = {},
): Promise<Connection> {
	const { environment = systemEnvironment(), tokenStore, ca } = options;
	const config = options.config ?? (await configOf(options));
	const { credentials } = config;
	const engine = engineOf(config, environment, ca);
	const session = createSession({
		auth: engine.auth,
		environment,
		credentials,
		...(tokenStore && { tokenStore }),
	});
	return {
		engine,
		session,
		close: async () => {
			await session.close();
			await engine.close();
		},
	};
}

function configOf(options: ConnectOptions): Promise<EngineConfig> {
	return readEngineConfig({
		variables: options.variables ?? process.env,
		readText: options.readText ?? ((file) => readFile(file, "utf8")),
	});
}

/** `secure` is what the configuration says, true where it says nothing: also for the loopback, as the Engine's SDKs have it. */
function engineOf(
	{ target, secure }: EngineConfig,
	environment: NonNullable<ConnectOptions["environment"]>,
	ca: ConnectOptions["ca"],
): Engine {
	if (target.kind === "rest")
		return restEngine({ baseUrl: target.baseUrl, environment });
	return grpcEngine({
		target: `${target.host}:${target.port}`,
		secure,
		environment,
		...(ca !== undefined && { ca }),
	});
}
