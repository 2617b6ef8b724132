import type { Environment } from "@engine-offline/core";
import type { Replica, Tabs } from "@engine-offline/core/replicate";
import { LEAD, type LeadMessage, readLead } from "./messages.js";
import { createSilence, SILENT_MS, type Silence } from "./silence.js";

/** The leader says this often that it lives. */
export const BEAT_MS = 2_000;
/** A visible tab looks this often whether it does. */
const WATCH_MS = 1_000;
/** After a try to lead that storage refused. */
const AGAIN_MS = 5_000;

/** Who leads among the tabs of one account. At any time one holds the lock; the epoch tells who held it last. */
export interface Election {
	/** Whether this tab leads, and its work as a leader has begun. */
	readonly leads: boolean;
	/** Whether the leader was heard of lately, or is this tab. */
	readonly isLeaderHeard: boolean;
	/** Says at once that the leader lives, and how things stand. */
	beat(): void;
	stop(): Promise<void>;
}

export interface ElectionOptions {
	readonly tabs: Tabs;
	readonly environment: Environment;
	readonly replica: Pick<Replica, "record" | "refresh">;
	/** Begins to lead. */
	readonly begin: () => Promise<void>;
	/** Leads no more: the lock is gone already, or goes now. */
	readonly end: () => Promise<void>;
	/** What a beat says of how things stand. */
	readonly status: () => Extract<LeadMessage, { kind: "beat" }>["status"];
	/** Told of each beat of another tab that leads. */
	readonly heard: (beat: Extract<LeadMessage, { kind: "beat" }>) => void;
	/** Told what failed. */
	readonly failed: (error: unknown) => void;
	/** Told why leading could not begin; it is tried again. */
	readonly refused: (error: unknown) => void;
}

export function joinElection(options: ElectionOptions): Election {
	const election = new LiveElection(options);
	election.start();
	return election;
}

/** One time of leading. */
interface Term {
	readonly release: () => void;
	epoch: number;
	begun: boolean;
	over: boolean;
	beatAt: number;
}

class LiveElection implements Election {
	readonly #given: ElectionOptions;
	readonly #endings: (() => void)[] = [];
	#term: Term | undefined;
	#wait = new AbortController();
	/** Terms begin and end one after the other. */
	#turns: Promise<void> = Promise.resolve();
	readonly #silence: Silence;
	#stopped = false;
	#suspended = false;
	#beatTimer = () => {};
	#watchTimer = () => {};
	#againTimer = () => {};

	constructor(given: ElectionOptions) {
		this.#given = given;
		this.#silence = createSilence(() => given.environment.monotonic());
	}

	start(): void {
		const { tabs, environment, replica } = this.#given;
		const record = replica.record.changes$.subscribe(({ epoch }) =>
			this.#seen(epoch),
		);
		this.#endings.push(
			tabs.hear(LEAD, (body) => this.#take(readLead(body))),
			tabs.onSuspend(() => this.#suspend()),
			tabs.onResume(() => this.#resume()),
			environment.onVisible?.(() => this.#shown()) ?? (() => {}),
			() => record.unsubscribe(),
		);
		this.#queue();
		this.#look();
		this.#watch();
	}

	get leads(): boolean {
		return this.#term?.begun === true;
	}

	get isLeaderHeard(): boolean {
		return this.leads || !this.#silence.isLong();
	}

	beat(): void {
		const term = this.#term;
		if (term === undefined || term.epoch === 0) return;
		const status = this.#given.status();
		this.#post({
			kind: "beat",
			epoch: term.epoch,
			...(status === undefined ? {} : { status }),
		});
	}

	async stop(): Promise<void> {
		this.#stopped = true;
		for (const end of this.#endings) end();
		this.#watchTimer();
		this.#wait.abort();
		this.#resign();
		this.#end();
		this.#againTimer();
		await this.#turns;
	}

	#post(message: LeadMessage): void {
		this.#given.tabs.post(LEAD, message);
	}

	/** Waits in turn for the lock. */
	#queue(): void {
		if (this.#stopped || this.#suspended || this.#term !== undefined) return;
		this.#wait.abort();
		this.#wait = new AbortController();
		this.#request({ signal: this.#wait.signal });
	}

	#steal(): void {
		this.#wait.abort();
		// Not again before this one had its time.
		this.#silence.broken();
		this.#request({ steal: true });
	}

	#request(how: { steal: true } | { signal: AbortSignal }): void {
		const { tabs } = this.#given;
		let mine: Term | undefined;
		tabs.locks
			.request(tabs.lockName("lead"), how, () => {
				if (this.#stopped || this.#suspended || this.#term !== undefined)
					return Promise.resolve();
				return new Promise<void>((release) => {
					mine = this.#lead(release);
				});
			})
			// The wait was ended, or another tab took the lock.
			.catch(() => undefined)
			.finally(() => {
				if (mine !== undefined) this.#over(mine);
			});
	}

	#lead(release: () => void): Term {
		const term: Term = {
			release,
			epoch: 0,
			begun: false,
			over: false,
			beatAt: this.#given.environment.monotonic(),
		};
		this.#term = term;
		this.#turns = this.#turns.then(() => this.#begin(term));
		return term;
	}

	async #begin(term: Term): Promise<void> {
		const { replica, begin, refused } = this.#given;
		try {
			if (term.over) return;
			const { epoch } = await replica.record.change((record) => ({
				epoch: record.epoch + 1,
			}));
			// A heart that begins to beat now would beat after the page was closed.
			if (term.over) return;
			term.epoch = epoch;
			this.beat();
			this.#keepBeating(term);
			await replica.refresh();
			if (term.over) return;
			await begin();
			term.begun = true;
			this.beat();
		} catch (error) {
			refused(error);
			this.#over(term);
		}
	}

	#keepBeating(term: Term): void {
		const { environment } = this.#given;
		term.beatAt = environment.monotonic();
		this.#beatTimer = environment.setTimer(async () => {
			if (term.over) return;
			// Nobody may have heard of this tab for long: others may lead by now.
			if (environment.monotonic() - term.beatAt > SILENT_MS)
				await this.#given.replica.refresh();
			if (term.over) return;
			this.beat();
			this.#keepBeating(term);
		}, BEAT_MS);
	}

	/** Lets the lock go, and stops. */
	#resign(): void {
		if (this.#term !== undefined) this.#over(this.#term);
	}

	#over(term: Term): void {
		if (term.over) return;
		term.over = true;
		this.#term = undefined;
		this.#beatTimer();
		term.release();
		this.#silence.broken();
		const { environment } = this.#given;
		if (!this.#suspended) this.#end();
		if (this.#stopped || this.#suspended) return;
		this.#againTimer = environment.setTimer(
			() => this.#queue(),
			term.begun ? 0 : AGAIN_MS,
		);
	}

	#end(): void {
		const { end, failed } = this.#given;
		this.#turns = this.#turns.then(end).catch(failed);
	}

	/** Somebody leads with a newer epoch. Only storage is believed. */
	#seen(epoch: number): void {
		const term = this.#term;
		if (term !== undefined && term.epoch > 0 && epoch > term.epoch)
			this.#over(term);
	}

	#take(message: LeadMessage | undefined): void {
		if (message?.kind === "hello") this.beat();
		if (message?.kind !== "beat") return;
		const { replica, failed } = this.#given;
		const { epoch } = replica.record.get();
		if (message.epoch > epoch) replica.refresh().catch(failed);
		// Of somebody who leads no more, and does not know it yet.
		if (message.epoch < epoch || this.#term !== undefined) return;
		this.#silence.broken();
		this.#given.heard(message);
	}

	/** What was not heard until now says nothing. */
	#look(): void {
		this.#silence.broken();
		this.#post({ kind: "hello" });
	}

	/** Or only focused: who listens all along, and begins anew at each click, never finds a leader silent. */
	#shown(): void {
		if (this.#silence.wasAsleep()) this.#silence.broken();
		this.#post({ kind: "hello" });
	}

	/**
	 * The lock goes, and nothing else is done: a write begun now would be frozen in the middle, and with it every write
	 * of the other tabs to the same place.
	 */
	#suspend(): void {
		this.#suspended = true;
		this.#wait.abort();
		this.#resign();
	}

	#resume(): void {
		// What this tab did as the leader ends only now; it did not resign where it joined after it was put away.
		if (this.#suspended) this.#end();
		this.#suspended = false;
		this.#look();
		this.#queue();
	}

	#watch(): void {
		const { environment } = this.#given;
		this.#silence.awake();
		this.#watchTimer = environment.setTimer(() => {
			if (this.#silence.wasAsleep()) this.#look();
			const isVisible = environment.isVisible?.() ?? true;
			if (isVisible && !this.#suspended && this.#isSilent()) this.#steal();
			this.#watch();
		}, WATCH_MS);
	}

	#isSilent(): boolean {
		return this.#term === undefined && this.#silence.isLong();
	}
}
