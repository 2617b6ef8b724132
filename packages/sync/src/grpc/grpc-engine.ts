import type { Engine } from "../engine.js";
import { createClosing } from "../rest/closing.js";
import { createCall } from "./call.js";
import { createChannel } from "./channel.js";
import { defaultKeepalive, type GrpcOptions } from "./grpc-options.js";
import { orgCalls, orgUserCalls } from "./org-calls.js";
import { readPlace } from "./place.js";
import { projectCalls } from "./project-calls.js";
import { authCalls, userCalls } from "./user-calls.js";

/**
 * The Engine over gRPC, for Node programs and desktop main processes. One connection carries every call; it is opened
 * when a call needs it, and again after it was lost. Every call has a deadline, and answers; none throws for what the
 * network or the other side does. It retries nothing and logs nothing, and never falls back to plaintext.
 * `close()` gives up what is in flight and ends the connection; later calls are `unsent`.
 * Throws `INVALID_CONFIG` for a target that is no host and port.
 */
export function grpcEngine(options: GrpcOptions): Engine {
	const { environment } = options;
	const place = readPlace(options);
	const keepalive = { ...defaultKeepalive, ...options.keepalive };
	const channel = createChannel({ place, environment, keepalive });
	const closing = createClosing();
	const call = createCall({
		place,
		channel,
		environment,
		deadlineMs: options.deadlineMs ?? 30_000,
		maxMessageBytes: options.maxMessageBytes ?? 64 * 1024 * 1024,
		closing,
	});
	return {
		address: place.target,
		auth: authCalls(call),
		...orgCalls(call),
		...orgUserCalls(call),
		...projectCalls(call),
		...userCalls(call),
		close: async () => {
			closing.close();
			await channel.close();
		},
	};
}
