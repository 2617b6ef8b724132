import type { Change } from "./change.js";
import { type Answer, type Call, decide, type World } from "./decide.js";
import { type Commit, createLedger, type Ledger } from "./ledger.js";
import { completeQuirks, type Quirks } from "./quirks.js";
import { createRandom, uuidOf } from "./random.js";
import { internalError } from "./refusals.js";
import {
	type RestRequest,
	type RestResponse,
	readRest,
	writeRest,
} from "./rest.js";
import { isRead, type ResponseOf, type RpcName } from "./rpcs.js";
import { createEmptyState, type EngineState } from "./state.js";

export interface MachineOptions {
	/** Milliseconds since whatever moment. It must not go back. */
	readonly now: () => number;
	/** Decides every id and token, and the order of shuffled lists. */
	readonly seed: string;
	readonly quirks?: Partial<Quirks>;
	/** How long a bearer lives, in seconds; an hour unless told. */
	readonly tokenLifetimeS?: number;
	readonly state?: EngineState;
	/**
	 * Makes changes durable. Called before they take place and before the call is answered; when it throws,
	 * nothing took place and the call is answered with INTERNAL.
	 */
	readonly record?: (changes: readonly Change[]) => void;
}

export interface CallOptions {
	/** Answer a read from the state as it was so many milliseconds ago: a lagging replica. */
	readonly replicaAgeMs?: number;
}

/** The Engine without a network: synchronous, deterministic, and free of the platform. */
export interface Machine {
	/** Any request at the level of REST. Never throws. */
	handle(request: RestRequest, options?: CallOptions): RestResponse;
	/** Any call at the level of rpc, under whatever transport. Never throws. */
	call<N extends RpcName>(
		call: Call<N>,
		options?: CallOptions,
	): Answer<ResponseOf<N>>;
	/** Writes an answer as REST does. */
	respond(answer: Answer<unknown>): RestResponse;
	/** Changes data past all rules, as an operator of the Engine would. Throws what `record` throws. */
	change(changes: readonly Change[]): void;
	/** Everything the Engine knows, as a value that never changes. */
	state(): EngineState;
	/** The state as it was so many milliseconds ago, as far back as the last ten minutes. */
	stateBefore(ageMs: number): EngineState;
	quirks(): Quirks;
	setQuirks(quirks: Partial<Quirks>): void;
	now(): number;
	/** Calls back after each commit; the listener must not throw. Returns a function that ends it. */
	onCommit(listener: (commit: Commit) => void): () => void;
}

const defaultTokenLifetimeS = 3600;

export function createMachine(options: MachineOptions): Machine {
	const { now, seed } = options;
	const ledger = createLedger({
		now,
		state: options.state ?? createEmptyState(),
		record: options.record,
	});
	const random = createRandom(`order ${seed}`);
	let quirks = completeQuirks(options.quirks);
	const call: Machine["call"] = (asked, { replicaAgeMs } = {}) => {
		const replica = replicaFor(ledger, asked.rpc, replicaAgeMs);
		return callLedger(ledger, asked, {
			...worldOf(options, quirks),
			...replica,
		});
	};
	const respond = (answer: Answer<unknown>) =>
		writeRest(answer, quirks, random);
	return {
		call,
		respond,
		handle: (request, callOptions) => {
			const reading = readRest(request);
			if (reading.kind === "unreadable") return reading.response;
			return respond(call(reading.call, callOptions));
		},
		change: (changes) => ledger.commit(changes, "control", null),
		state: ledger.state,
		stateBefore: ledger.stateBefore,
		quirks: () => quirks,
		setQuirks: (next) => {
			quirks = { ...quirks, ...next };
		},
		now,
		onCommit: ledger.onCommit,
	};
}

function callLedger<N extends RpcName>(
	ledger: Ledger,
	call: Call<N>,
	world: World,
): Answer<ResponseOf<N>> {
	try {
		const outcome = decide(ledger.state(), call, world);
		ledger.commit(outcome.changes, call.rpc, outcome.accountId);
		return shown(outcome.answer, world.quirks);
	} catch {
		// Whatever went wrong, it went wrong before the commit, and the Engine says no more than this.
		const number = world.idOf(-world.now);
		return { ok: false, status: internalError(number).refusal };
	}
}

/** Refusals say less when the quirk is on, under whatever transport. */
function shown<M>(answer: Answer<M>, quirks: Quirks): Answer<M> {
	if (answer.ok || quirks.refusalDetails === "present") return answer;
	return { ok: false, status: { ...answer.status, details: [] } };
}

function worldOf(options: MachineOptions, quirks: Quirks): World {
	return {
		now: options.now(),
		quirks,
		tokenLifetimeS: options.tokenLifetimeS ?? defaultTokenLifetimeS,
		idOf: (n) => uuidOf(`${options.seed} ${n}`),
	};
}

function replicaFor(
	ledger: Ledger,
	rpc: RpcName,
	ageMs: number | undefined,
): Pick<World, "replica"> {
	if (ageMs === undefined || !isRead(rpc)) return {};
	return { replica: ledger.stateBefore(ageMs) };
}
