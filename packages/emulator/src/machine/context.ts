import type { Change } from "./change.js";
import type { Empty } from "./messages.js";
import type { Quirks } from "./quirks.js";
import type { RequestOf, ResponseOf, RpcName } from "./rpcs.js";
import type { AccountRow, EngineState } from "./state.js";
import type { Status } from "./status.js";

/** What a call may look at. Time, ids and marks come in from outside. */
export interface Context {
	readonly state: EngineState;
	readonly now: number;
	readonly quirks: Quirks;
	readonly tokenLifetimeS: number;
	newId(): string;
	newMark(): string;
}

export interface CallerContext extends Context {
	readonly caller: AccountRow;
}

/** A "no" of the Engine. It may still change something: a stolen refresh token ends its whole sign-in. */
export interface Refusal {
	readonly refusal: Status;
	readonly changes?: readonly Change[];
}

export interface Acceptance<M> {
	readonly message: M;
	readonly changes: readonly Change[];
}

export type Decision<M> = Acceptance<M> | Refusal;

/** A call that needs no bearer. */
export type OpenHandler<N extends RpcName> = (
	context: Context,
	request: RequestOf<N>,
) => Decision<ResponseOf<N>>;

export type Handler<N extends RpcName> = (
	context: CallerContext,
	request: RequestOf<N>,
) => Decision<ResponseOf<N>>;

export function isRefusal(value: object): value is Refusal {
	return "refusal" in value;
}

export function answer<M>(
	message: M,
	changes: readonly Change[] = [],
): Acceptance<M> {
	return { message, changes };
}

export const empty: Empty = {};
