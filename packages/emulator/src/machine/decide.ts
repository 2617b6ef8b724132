import { handlers, isOpenRpc, openHandlers } from "./calls/handlers.js";
import type { Change } from "./change.js";
import {
	type CallerContext,
	type Context,
	type Decision,
	isRefusal,
	type Refusal,
} from "./context.js";
import type { Quirks } from "./quirks.js";
import { unauthenticated } from "./refusals.js";
import type { RequestOf, ResponseOf, RpcName } from "./rpcs.js";
import { type AccountRow, counterValue, type EngineState } from "./state.js";
import type { Status } from "./status.js";

/** One call, typed by its rpc. Who calls is said by a bearer, or by an account id for a call made in its name. */
export interface Call<N extends RpcName = RpcName> {
	readonly rpc: N;
	readonly request: RequestOf<N>;
	readonly caller: Caller;
}

export type Caller =
	| { readonly bearer: string | undefined }
	| { readonly accountId: string };

export interface World {
	/** Milliseconds since whatever moment; it must not go back. */
	readonly now: number;
	readonly quirks: Quirks;
	readonly tokenLifetimeS: number;
	/** The n-th id. It must be another id for each n. */
	idOf(n: number): string;
	/** The state that reads are answered from, when it is not the newest: a lagging replica. */
	readonly replica?: EngineState;
}

export type Answer<M> =
	| { readonly ok: true; readonly message: M }
	| { readonly ok: false; readonly status: Status };

/** What a call comes to: its answer, the changes that it makes, and who made them. */
export interface Outcome<N extends RpcName> {
	readonly answer: Answer<ResponseOf<N>>;
	readonly changes: readonly Change[];
	readonly accountId: string | null;
}

/** Decides a call without changing anything. The same state, call and world give the same outcome. */
export function decide<N extends RpcName>(
	state: EngineState,
	call: Call<N>,
	world: World,
): Outcome<N> {
	const { context, counterChanges } = createContext(state, world);
	const caller = isOpenRpc(call.rpc)
		? undefined
		: findCaller(state, call.caller, world.now);
	if (caller !== undefined && isRefusal(caller)) return refused(caller, null);
	const decision = run(context, call, caller);
	const accountId = caller?.id ?? null;
	if (isRefusal(decision)) return refused(decision, accountId);
	return {
		answer: { ok: true, message: decision.message },
		changes: [...decision.changes, ...counterChanges()],
		accountId,
	};
}

function run<N extends RpcName>(
	context: Context,
	call: Call<N>,
	caller: AccountRow | undefined,
): Decision<ResponseOf<N>> {
	const table = caller === undefined ? openHandlers : handlers;
	const handler: unknown = Reflect.get(table, call.rpc);
	const full = { ...context, caller };
	// Both tables are typed by rpc; an rpc that is not open is only reached with a caller.
	const typed = handler as (
		context: Context | CallerContext,
		request: RequestOf<N>,
	) => Decision<ResponseOf<N>>;
	return typed(full, call.request);
}

function refused(refusal: Refusal, accountId: string | null): Outcome<never> {
	return {
		answer: { ok: false, status: refusal.refusal },
		changes: refusal.changes ?? [],
		accountId,
	};
}

function findCaller(
	state: EngineState,
	caller: Caller,
	now: number,
): AccountRow | Refusal {
	if ("accountId" in caller) return accountOr(state, caller.accountId);
	if (caller.bearer === undefined || caller.bearer === "")
		return unauthenticated(
			"NO_TOKEN",
			"This call needs a bearer token: sign in first.",
		);
	const token = state.bearers.get(caller.bearer);
	if (token === undefined)
		return unauthenticated("INVALID_TOKEN", "This bearer token is unknown.");
	if (token.expiresAt <= now)
		return unauthenticated("TOKEN_EXPIRED", "This bearer token has expired.");
	return accountOr(state, token.accountId);
}

function accountOr(state: EngineState, id: string): AccountRow | Refusal {
	return (
		state.accounts.get(id) ??
		unauthenticated("INVALID_TOKEN", "This account is gone.")
	);
}

function createContext(state: EngineState, world: World) {
	let ids = counterValue(state, "ids");
	let mark = counterValue(state, "mark");
	const nextMark = () => {
		mark = Math.max(mark + 1, Math.floor(world.now) * 1000);
		return String(mark);
	};
	const context: Context = {
		state: world.replica ?? state,
		now: world.now,
		quirks: world.quirks,
		tokenLifetimeS: world.tokenLifetimeS,
		newId: () => world.idOf(++ids),
		newMark:
			world.quirks.auditMark === "exact"
				? nextMark
				: () => String(Math.floor(world.now / 10_000) * 10_000_000 + 1),
	};
	const counterChanges = () => [
		...counterChange(state, "ids", ids),
		...counterChange(state, "mark", mark),
	];
	return { context, counterChanges };
}

function counterChange(
	state: EngineState,
	key: string,
	value: number,
): Change[] {
	if (counterValue(state, key) === value) return [];
	return [{ table: "counters", key, row: { value } }];
}
