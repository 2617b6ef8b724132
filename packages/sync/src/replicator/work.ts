import type { CollectionName, Replica } from "@engine-offline/core/replicate";
import type { AnswerClass, AnswerContext } from "../answers/answer-class.js";
import { classify } from "../answers/classify.js";
import type { Answer, CallOptions, Engine, Failure } from "../engine.js";
import { authorized } from "../session/authorized.js";
import { signedOut } from "../session/obtain.js";
import type { BearerSource, Session } from "../session/session.js";
import type { TransitionContext } from "../transitions/observe.js";
import type { Memory } from "./memory.js";
import type { Mirror } from "./mirror.js";
import type { ReplicatorEvent, ReplicatorOptions, Timing } from "./options.js";
import {
	type AskedPause,
	type Moment,
	type OriginHealth,
	originAfter,
	originFailed,
	originProdded,
	originSucceeded,
} from "./origin.js";
import { untilStopped } from "./until-stopped.js";

/** What every pull and push works with while the replicator runs. */
export interface Work {
	readonly replica: Replica;
	readonly mirror: Mirror;
	readonly engine: Engine;
	readonly timing: Timing;
	readonly memory: Memory;
	readonly report: (event: ReplicatorEvent) => void;
	/** Aborted by `stop()`. */
	readonly signal: AbortSignal;
	readonly health: () => OriginHealth;
	/** When a call last ended, well or not (monotonic ms); -Infinity before the first. */
	readonly lastCallAt: () => number;
	/** The network is said to be back: whatever was waited for, try now. */
	readonly reconnected: () => void;
	/** The network is said to be gone: no write goes out on the strength of an earlier read. */
	readonly disconnected: () => void;
	readonly context: (name: CollectionName) => TransitionContext;
	/** The signed-in user's id, '' until verified. */
	readonly userId: () => string;
	/** Stops everything, saying why: another person is signed in than the one whose store this is. */
	readonly wrongAccount: (message: string) => void;
	/** A read before it is known who is signed in, to find that out. */
	readonly ask: Call;
	/** A read. Its failure counts against the connection. */
	readonly read: Call;
	/** A write. Never repeated here, but for an expired bearer. */
	readonly write: Call;
	/** Wakes the loop. */
	readonly wake: () => void;
}

export type Call = <Value>(
	call: (options: CallOptions) => Promise<Answer<Value>>,
) => Promise<Answer<Value>>;

export interface WorkParts {
	readonly replica: Replica;
	readonly mirror: Mirror;
	readonly memory: Memory;
	readonly timing: Timing;
	readonly options: ReplicatorOptions;
	readonly session: Session;
	readonly signal: AbortSignal;
	readonly asked: AskedPause;
	/** Whether the one who is signed in is the one whose store this is. */
	readonly isVerified: () => boolean;
	readonly wrongAccount: (message: string) => void;
	readonly wake: () => void;
}

export function createWork(parts: WorkParts): Work {
	const { replica, options, session, signal, timing, asked } = parts;
	const { environment, record } = replica;
	let health = originAfter(asked);
	let lastCallAt = Number.NEGATIVE_INFINITY;
	const bearers = untilStopped(session, signal);
	const verified = verifiedBearers(bearers, parts.isVerified);
	const caller =
		(request: "read" | "write", source: BearerSource): Call =>
		async (call) => {
			const answer = await authorized(source, (bearer) =>
				afterPause(health.askedUntil - environment.monotonic(), () =>
					call({ bearer, signal, deadlineMs: timing.deadlineMs }),
				),
			);
			if (signal.aborted || isPause(answer)) return answer;
			lastCallAt = environment.monotonic();
			health = judged(health, { request, answer }, momentOf(replica));
			asked.until = health.askedUntil;
			return answer;
		};
	return {
		replica,
		mirror: parts.mirror,
		engine: options.engine,
		timing,
		memory: parts.memory,
		report: options.observe ?? (() => {}),
		signal,
		health: () => health,
		lastCallAt: () => lastCallAt,
		reconnected: () => {
			health = originProdded(health);
		},
		disconnected: () => {
			health = { ...health, lastReadAt: Number.NEGATIVE_INFINITY };
		},
		context: (name) => contextOf(parts, name),
		userId: () => record.get().userId,
		wrongAccount: parts.wrongAccount,
		ask: caller("read", bearers),
		read: caller("read", verified),
		write: caller("write", verified),
		wake: parts.wake,
	};
}

function contextOf(
	{ replica, options }: WorkParts,
	name: CollectionName,
): TransitionContext {
	const at = replica.environment.now();
	return { name, at, policies: options.policies ?? {} };
}

/** The second call of a push that began before the Engine asked for a pause does not leave during it. */
async function afterPause<Value>(
	pauseMs: number,
	call: () => Promise<Answer<Value>>,
): Promise<Answer<Value>> {
	if (pauseMs <= 0) return call();
	const message = "The Engine asked for a pause.";
	const why = "paused" as const;
	return {
		ok: false,
		failure: { kind: "unsent", why, message, retryAfterMs: pauseMs },
	};
}

function isPause(answer: Answer<unknown>): boolean {
	return (
		!answer.ok &&
		answer.failure.kind === "unsent" &&
		answer.failure.why === "paused"
	);
}

/**
 * Somebody else may sign in while a push or a list is on its way from one call to the next: no call of it leaves under
 * a bearer of which nobody knows yet whose it is.
 */
function verifiedBearers(
	session: BearerSource,
	isVerified: () => boolean,
): BearerSource {
	const checked = (answer: Answer<string>): Answer<string> =>
		isVerified() ? answer : signedOut("Somebody is signing in.");
	return {
		bearer: async () => checked(await session.bearer()),
		rejected: async (bearer) => checked(await session.rejected(bearer)),
	};
}

export function momentOf({ environment }: Replica): Moment {
	return {
		monotonic: environment.monotonic(),
		now: environment.now(),
		random: environment.random(),
	};
}

/** Any answer of the Engine itself, a refusal too, shows that the connection is well. */
function judged(
	health: OriginHealth,
	call: {
		readonly request: "read" | "write";
		readonly answer: Answer<unknown>;
	},
	moment: Moment,
): OriginHealth {
	const { answer, request } = call;
	if (answer.ok) return originSucceeded(health, request, moment);
	// A quota that is reached says nothing of the connection: only a write is told of one.
	const meaning = classify(answer.failure, request === "read" ? READ : WRITE);
	switch (meaning.kind) {
		case "transient":
		case "ambiguous":
		case "unsent":
			return originFailed(
				health,
				{ ...meaning, message: answer.failure.message },
				moment,
			);
		case "unauthenticated":
			return health;
		default:
			return originSucceeded(health, request, moment);
	}
}

const READ: AnswerContext = {
	request: "read",
	collection: "orgs",
	earlierInDoubt: false,
	viewOnly: false,
};

const WRITE: AnswerContext = { ...READ, request: "update" };

/** What a failed read means. */
export function classifyRead(failure: Failure): AnswerClass {
	return classify(failure, READ);
}

/** One text for one document. */
export function documentKey(name: CollectionName, id: string): string {
	return `${name}/${id}`;
}

/** Whether a task's key is a document's: those of lists hold no slash. */
export function isDocumentKey(key: string): boolean {
	return key.includes("/");
}
