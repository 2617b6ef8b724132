import type { SeenRequest } from "../control/match.js";
import type { Caller } from "../machine/decide.js";
import type { Machine } from "../machine/engine-machine.js";
import type { RestReading, RestRequest } from "../machine/rest.js";

const blot = "…";
const secrets = /token|password/i;

/** What may be known of a request, and told: no query, no bearer, no token in its path. */
export function seenRequest(
	request: RestRequest,
	reading: RestReading,
	machine: Machine,
): SeenRequest {
	const [path = ""] = request.url.split("?", 1);
	const account =
		reading.kind === "call"
			? accountOf(reading.call.caller, machine)
			: undefined;
	return {
		method: request.method,
		path: path.replace(/(\/users\/tokens\/).+$/, `$1${blot}`),
		transport: "rest",
		rpc: reading.kind === "call" ? reading.call.rpc : (reading.rpc ?? null),
		accountId: account?.id ?? null,
		email: account?.email ?? null,
	};
}

/** The members of a JSON body as they were sent, but for secrets. */
export function shownBody(text: string): Readonly<Record<string, unknown>> {
	const value = parseOrNull(text);
	if (typeof value !== "object" || value === null) return {};
	return Object.fromEntries(
		Object.entries(value).map(([name, member]) => [
			name,
			secrets.test(name) ? blot : member,
		]),
	);
}

/** Whose bearer a call carries. */
export function accountOf(caller: Caller, machine: Machine) {
	if (!("bearer" in caller) || caller.bearer === undefined) return undefined;
	const token = machine.state().bearers.get(caller.bearer);
	if (token === undefined) return undefined;
	return machine.state().accounts.get(token.accountId);
}

function parseOrNull(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
