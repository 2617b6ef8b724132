import type { Replica } from "@engine-offline/core/replicate";
import type { Subscription } from "rxjs";
import { storeDelayMs } from "../answers/backoff.js";
import type { HeldRemoval } from "../pull/absence.js";
import { pullScopeKey } from "../pull/scope.js";
import type { Status } from "../status/status.js";
import { takeOver } from "./boot.js";
import { currentStatus } from "./facts.js";
import { followSignIns } from "./follow-sign-ins.js";
import { keepRecord, type RecordKeeping } from "./keep-record.js";
import { followLeftBehind } from "./left-behind.js";
import { listedBefore } from "./listed-before.js";
import { createLoop, type Loop } from "./loop.js";
import { createMemory, cutWaitsShort } from "./memory.js";
import { type Mirror, openMirror } from "./mirror.js";
import { defaultTiming, type ReplicatorOptions } from "./options.js";
import type { AskedPause, Trouble } from "./origin.js";
import { createOrphans, type Orphans } from "./orphans.js";
import { createPerson, type Person } from "./person.js";
import { type ScopeSurroundings, scopeTable } from "./scope-table.js";
import { everything, type Share } from "./share.js";
import { createTasks, type Tasks } from "./tasks.js";
import { createTorn, type Torn } from "./torn.js";
import { createWaker, type Waker } from "./waker.js";
import { createWork, isDocumentKey, type Work } from "./work.js";

interface RunOptions {
	readonly replica: Replica;
	readonly options: ReplicatorOptions;
	readonly publish: (status: Status) => void;
	readonly asked: AskedPause;
	/** Left out, all of the work. */
	readonly share?: Share;
}

/** Reads the store, takes over what an earlier process left, and replicates until `stop()`. */
export async function startRun(given: RunOptions): Promise<Run> {
	const run = new Run(given, await openMirror(given.replica));
	await run.begin();
	return run;
}

/** One run of the replicator: it turns the loop whenever something happened, and says how things stand. */
export class Run {
	readonly #given: RunOptions;
	readonly #around: ScopeSurroundings;
	readonly #abort = new AbortController();
	readonly #held = new Map<string, HeldRemoval>();
	readonly #confirmed = new Set<string>();
	readonly #waiters = new Set<() => boolean>();
	readonly #waker: Waker;
	readonly #tasks: Tasks;
	readonly #work: Work;
	readonly #loop: Loop;
	readonly #person: Person;
	readonly #record: RecordKeeping;
	readonly #orphans: Orphans;
	readonly #share: Share;
	readonly #torn: Torn;
	#endings: (() => void)[] = [];
	#wrongAccount: string | undefined;
	#storeFailures = 0;
	#storeTrouble: (Trouble & { readonly until: number }) | undefined;

	constructor(given: RunOptions, mirror: Mirror) {
		const { replica, options } = given;
		this.#given = given;
		this.#share = given.share ?? everything;
		const timing = { ...defaultTiming, ...options.timing };
		this.#around = {
			replica,
			mirror,
			memory: createMemory(),
			timing,
			byKey: listedBefore(replica, timing),
		};
		this.#waker = createWaker(replica.environment, () => this.#turn());
		this.#tasks = createTasks({
			succeeded: () => {
				this.#storeFailures = 0;
				this.#storeTrouble = undefined;
			},
			ended: () => this.#waker.wake(),
			failed: (task, error) => this.#storeFailed(task, error),
		});
		this.#work = createWork({
			...this.#around,
			options,
			session: options.session,
			asked: given.asked,
			signal: this.#abort.signal,
			wake: () => this.#waker.wake(),
			isVerified: () =>
				this.#person.isKnown() && this.#wrongAccount === undefined,
			wrongAccount: (message) => this.#refuseAccount(message),
		});
		this.#loop = createLoop({
			...this.#around,
			work: this.#work,
			tasks: this.#tasks,
			share: this.#share,
			held: this.#held,
			confirmed: this.#confirmed,
		});
		this.#torn = createTorn(this.#work, this.#tasks);
		this.#person = createPerson(this.#work, options.session, options.identity);
		this.#orphans = createOrphans(this.#work, this.#tasks, this.#share);
		this.#record = keepRecord(replica, this.#around.byKey, (error) =>
			this.#storeFailed("record", error),
		);
	}

	async begin(): Promise<void> {
		await takeOver(this.#work, this.#share);
		const { replica, options } = this.#given;
		const wake = () => this.#waker.wake();
		const subscriptions: Subscription[] = [
			replica.changes$.subscribe(wake),
			replica.watched$.subscribe(wake),
			// Whoever leaves the lists to the leader learns from the record that one is complete.
			...(this.#share.lists ? [] : [replica.record.changes$.subscribe(wake)]),
			followSignIns(options.session, {
				left: () => this.#person.forget(),
				came: () => this.#newPerson(),
				changed: wake,
			}),
		];
		this.#endings = [
			...subscriptions.map((each) => () => each.unsubscribe()),
			replica.environment.onReconnect(() => {
				this.#retryNow();
				wake();
			}),
			replica.environment.onDisconnect?.(() => this.#work.disconnected()) ??
				(() => {}),
		];
		this.#turn();
	}

	/** The network is back, or a person asks: what was put off for want of an answer is tried at once. */
	#retryNow(): void {
		this.#work.reconnected();
		this.#person.retryNow();
		for (const list of this.#around.byKey.values()) list.notBefore = 0;
		cutWaitsShort(this.#around.memory);
	}

	/** Whoever was signed in before: nothing goes out until it is known who this is. */
	#newPerson(): void {
		this.#person.forget();
		this.#wrongAccount = undefined;
	}

	#refuseAccount(message: string): void {
		this.#wrongAccount = message;
		this.#waker.wake();
	}

	/** The status as it is now, said at once. */
	say(): void {
		if (!this.#abort.signal.aborted) this.#given.publish(this.#status());
	}

	/** Something outside the store changed what may be done. */
	wake(): void {
		this.#waker.wake();
	}

	/** Doubts requests that nobody waits for any more: called now and then. */
	async doubtOrphans(): Promise<void> {
		if (!this.#abort.signal.aborted) await this.#orphans.look();
	}

	syncNow(): Promise<Status> {
		const table = scopeTable(this.#around);
		const now = this.#given.replica.environment.monotonic();
		for (const scope of table.scopes)
			table.of(pullScopeKey(scope)).wantedAt = now;
		return this.#untilDone();
	}

	/** When the list was last complete in this run (wall clock ms). */
	asOf(scope: string): number | undefined {
		return this.#around.byKey.get(scope)?.asOf;
	}

	confirmRemovals(): Promise<Status> {
		const table = scopeTable(this.#around);
		for (const key of this.#held.keys()) {
			this.#confirmed.add(key);
			table.of(key).wantedAt = this.#given.replica.environment.monotonic();
		}
		this.#held.clear();
		return this.#untilDone();
	}

	async stop(): Promise<void> {
		this.#abort.abort();
		this.#waker.stop();
		for (const end of this.#endings) end();
		await this.#tasks.whenIdle();
		if (this.#share.lists) await this.#record.save();
		this.#around.mirror.close();
		for (const waiter of this.#waiters) waiter();
	}

	/** Looks at everything once, starts what can be started, and says how things stand. */
	#turn(): void {
		if (this.#abort.signal.aborted) return;
		this.#waker.wakeAt(this.#act());
		this.#given.publish(this.#status());
		if (this.#share.lists) this.#record.note(this.#loop.isIdle());
		for (const waiter of [...this.#waiters])
			if (waiter()) this.#waiters.delete(waiter);
	}

	/** Answers when to look again (monotonic ms). */
	#act(): number {
		const { monotonic } = this.#given.replica.environment;
		const until = this.#storeTrouble?.until ?? 0;
		if (until > monotonic()) return until;
		if (this.#share.lists) followLeftBehind(this.#around, this.#tasks);
		if (this.#wrongAccount !== undefined || this.#signedOut() !== undefined)
			return Number.POSITIVE_INFINITY;
		this.#torn.resume();
		if (this.#person.isKnown()) return this.#loop.turn();
		const moment = Math.max(
			this.#person.notBefore(),
			this.#work.health().notBefore,
		);
		if (moment > monotonic()) return moment;
		if (!this.#tasks.keys.has("person"))
			this.#tasks.start("person", () => this.#person.findOut());
		return Number.POSITIVE_INFINITY;
	}

	#signedOut(): string | undefined {
		const { state } = this.#given.options.session;
		return state.name === "signed-out" ? state.message : undefined;
	}

	#status(): Status {
		return currentStatus(this.#around, {
			running: !this.#abort.signal.aborted,
			signedOut: this.#signedOut(),
			wrongAccount: this.#wrongAccount,
			unnamed: this.#person.isKnown() && this.#work.userId() === "",
			trouble: this.#storeTrouble ?? this.#work.health().trouble,
			held: [...this.#held.values()],
			busy: [...this.#tasks.keys].some(isDocumentKey),
		});
	}

	/** Until everything asked for is done, or cannot be done now. */
	#untilDone(): Promise<Status> {
		this.#retryNow();
		const { monotonic } = this.#given.replica.environment;
		const began = monotonic();
		return new Promise((resolve) => {
			this.#waiters.add(() => {
				const done = this.#person.isKnown() && this.#loop.isIdle();
				const over =
					this.#abort.signal.aborted || done || this.#isStuckSince(began);
				if (over) resolve(this.#status());
				return over;
			});
			this.#waker.wake();
		});
	}

	#isStuckSince(began: number): boolean {
		if (this.#tasks.keys.size > 0) return false;
		if (this.#signedOut() !== undefined || this.#wrongAccount !== undefined)
			return true;
		const { trouble, askedUntil } = this.#work.health();
		const { monotonic } = this.#given.replica.environment;
		const tried = this.#work.lastCallAt() >= began || askedUntil > monotonic();
		return tried && (this.#storeTrouble ?? trouble) !== undefined;
	}

	/** The store could not be written, or this library has a bug: it is reported, and everything waits a while. */
	#storeFailed(task: string, error: unknown): void {
		const { environment } = this.#given.replica;
		this.#work.report({ kind: "failed", task, error });
		if (isDocumentKey(task)) this.#torn.note(task);
		this.#storeFailures += 1;
		const delay = storeDelayMs(this.#storeFailures, environment.random());
		this.#storeTrouble = {
			kind: "store-failing",
			message: error instanceof Error ? error.message : String(error),
			since: this.#storeTrouble?.since ?? environment.now(),
			until: environment.monotonic() + delay,
		};
		this.#waker.wake();
	}
}
