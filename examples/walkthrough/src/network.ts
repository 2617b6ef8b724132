import type { Environment } from "@engine-offline/core";
import type { Answer, Engine } from "@engine-offline/sync";

/** How a request goes out. It may be held up, lost, or never return. */
export type Way = <Result>(
	send: () => Promise<Result>,
	isWrite: boolean,
) => Promise<Result>;

/** The device's way to the Engine, with a switch. */
export interface Network extends Pick<Environment, "fetch" | "onReconnect"> {
	/** The same switch for a transport that is no `fetch`. */
	switched(engine: Engine): Engine;
	goOffline(): void;
	/** From now on requests go by `way`. */
	goOnline(way?: Way): void;
}

const straight: Way = (send) => send();

export function createNetwork(): Network {
	let way: Way | undefined = straight;
	const listeners = new Set<() => void>();
	return {
		fetch: async (input, init) => {
			if (way === undefined) throw new TypeError("There is no network.");
			return way(() => fetch(input, init), isWrite(input, init));
		},
		switched: (engine) =>
			withEachCall(engine, (name, send) =>
				way === undefined ? noNetwork() : way(send, isWriteCall(name)),
			),
		onReconnect: (run) => {
			listeners.add(run);
			return () => listeners.delete(run);
		},
		goOffline: () => {
			way = undefined;
		},
		goOnline: (through = straight) => {
			way = through;
			for (const run of listeners) run();
		},
	};
}

/** Signing in changes nothing on the Engine. */
function isWrite(input: Parameters<typeof fetch>[0], init?: RequestInit) {
	const method = init?.method ?? "GET";
	return method !== "GET" && !String(input).includes("/users:");
}

function isWriteCall(name: string): boolean {
	return /^(create|update|delete)/.test(name);
}

async function noNetwork(): Promise<Answer<never>> {
	const message = "There is no network.";
	const failure = {
		kind: "unsent",
		why: "unreachable",
		message,
		retryAfterMs: undefined,
	} as const;
	return { ok: false, failure };
}

type AnyCall = (...given: unknown[]) => Promise<unknown>;

function withEachCall(
	engine: Engine,
	around: (name: string, send: () => Promise<unknown>) => Promise<unknown>,
): Engine {
	const calls = Object.entries(engine).flatMap(([name, call]) => {
		if (typeof call !== "function" || name === "close") return [];
		// Every member of the port that is a function but `close()` is a call that answers.
		const typed = call as AnyCall;
		const wrapped: AnyCall = (...given) => around(name, () => typed(...given));
		return [[name, wrapped]];
	});
	return { ...engine, ...Object.fromEntries(calls) };
}
