import { readFile } from "node:fs/promises";
import {
	EngineError,
	type Environment,
	systemEnvironment,
} from "@engine-offline/core";
import type { Engine } from "../engine.js";
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
}

/** An Engine and a session with it. */
export interface Connection {
	readonly engine: Engine;
	readonly session: Session;
	/** The session first, so that a refresh under way is not cut off. */
	close(): Promise<void>;
}

/**
 * The Engine that the configuration names, for Node programs and desktop main processes. Sends nothing yet: the
 * session signs in at the first call. Throws `INVALID_CONFIG`, and `NOT_SUPPORTED` for a `host:port` target, which is
 * gRPC and not built yet: give a base URL.
 */
export async function connectEngine(
	options: ConnectOptions = {},
): Promise<Connection> {
	const { environment = systemEnvironment(), tokenStore } = options;
	const { target, credentials } = options.config ?? (await configOf(options));
	if (target.kind === "grpc") throw grpcIsNotBuilt(target);
	const engine = restEngine({ baseUrl: target.baseUrl, environment });
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

function grpcIsNotBuilt(target: { host: string; port: number }): EngineError {
	return new EngineError(
		"NOT_SUPPORTED",
		`The target ${target.host}:${target.port} speaks gRPC, which this version does not. Give the base URL of the Engine's REST gateway instead, such as https://engine.example.com.`,
	);
}
