import { EngineError } from "@engine-offline/core";
import { readTarget } from "../node/target.js";
import { isLoopback } from "../rest/base-url.js";
import type { GrpcOptions } from "./grpc-options.js";

/** Where to connect, and how. */
export interface Place {
	/** As it was given, for messages. */
	readonly target: string;
	/** Without brackets. */
	readonly host: string;
	readonly port: number;
	readonly secure: boolean;
	readonly ca: string | Uint8Array | undefined;
}

/** Throws `INVALID_CONFIG` for what is no host and port. */
export function readPlace(options: GrpcOptions): Place {
	const { target, ca } = options;
	const read = readTarget(target, "The target");
	if (read.kind === "rest")
		throw new EngineError(
			"INVALID_CONFIG",
			"The target is a base URL, but gRPC needs a host and port such as engine.example.com:443. Give one, or use restEngine() for the base URL.",
		);
	const { host, port } = read;
	const secure = options.secure ?? !isLoopback(host.toLowerCase());
	return { target, host: host.replace(/^\[|\]$/g, ""), port, secure, ca };
}
