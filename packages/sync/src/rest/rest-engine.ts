import type { Engine } from "../engine.js";
import { readBaseUrl } from "./base-url.js";
import { createCall } from "./call.js";
import { createClosing } from "./closing.js";
import { orgCalls, orgUserCalls } from "./org-calls.js";
import { projectCalls } from "./project-calls.js";
import type { RestOptions } from "./rest-options.js";
import { authCalls, userCalls } from "./user-calls.js";

/**
 * The Engine over REST/JSON. Every call goes to the origin of `baseUrl` and nowhere else, has a deadline, and
 * answers; none throws for what the network or the other side does. It retries nothing and logs nothing.
 * `close()` gives up what is in flight; later calls are `unsent`.
 * Throws `INVALID_URL` for a base URL that is not https (http for the loopback alone) or holds more than a place.
 */
export function restEngine(options: RestOptions): Engine {
	const base = readBaseUrl(options.baseUrl);
	const closing = createClosing();
	const call = createCall({
		base,
		environment: options.environment,
		deadlineMs: options.deadlineMs ?? 30_000,
		maxBodyBytes: options.maxBodyBytes ?? 64 * 1024 * 1024,
		closing,
	});
	return {
		address: base.href.replace(/\/$/, ""),
		auth: authCalls(call),
		...orgCalls(call),
		...orgUserCalls(call),
		...projectCalls(call),
		...userCalls(call),
		close: async () => closing.close(),
	};
}
