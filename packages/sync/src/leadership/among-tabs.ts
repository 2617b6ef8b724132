import type { Replica, Tabs } from "@engine-offline/core/replicate";
import type { Trouble } from "../replicator/origin.js";
import { type Run, startRun } from "../replicator/run.js";
import type { Share } from "../replicator/share.js";
import { countOpen } from "../status/count-open.js";
import { stoppedStatus } from "../status/shown-status.js";
import type { Status } from "../status/status.js";
import { type Asks, createAsks } from "./asks.js";
import type { Conduct, ConductParts } from "./conduct.js";
import { type Election, joinElection } from "./election.js";
import { followerStatus } from "./follower-status.js";
import type { LeaderCall } from "./messages.js";
import { heldHere, type PasswordWatch, watchPasswords } from "./passwords.js";
import { createPresence, type Presence } from "./presence.js";
import type { TokenSharing } from "./token-sharing.js";

/** How often what depends on other tabs is looked at again. */
const LOOK_MS = 2_000;
/** A tab counts as started when it leads, when it has heard how things stand, or after this. */
const READY_MS = 1_500;

export type AmongTabsParts = ConductParts & {
	readonly tabs: Tabs;
	readonly tokens: Pick<TokenSharing, "again">;
};

/** One of the account's tabs replicates; the others show its status, and ask it. */
export function amongTabs(parts: AmongTabsParts): Conduct {
	let team: Team | undefined;
	const start = () => {
		team ??= new Team(parts);
		return team;
	};
	return {
		start: () => start().ready,
		stop: async () => {
			const ending = team;
			team = undefined;
			await ending?.stop();
		},
		call: async (call) => {
			const answer = await start().call(call);
			return answer;
		},
		say: () => team?.say(),
		leads: () => team?.leads ?? false,
		asOf: (scope) => team?.asOf(scope),
	};
}

class Team {
	readonly ready: Promise<void>;
	readonly #parts: AmongTabsParts;
	readonly #presence: Presence;
	readonly #asks: Asks;
	readonly #election: Election;
	readonly #passwords: PasswordWatch;
	readonly #endings: (() => void)[];
	/** While this tab leads. */
	#run: Run | undefined;
	/** While this tab does not lead, and holds a password that only it can send. */
	#side: Promise<Run> | undefined;
	/** Until what it still writes is written. */
	#sideEnds: Promise<unknown> = Promise.resolve();
	#told: Status | undefined;
	#shown: Status | undefined;
	/** Why this tab could not begin to lead, until somebody leads. */
	#refusal: Trouble | undefined;
	#stopped = false;
	#timer = () => {};
	#isReady = () => {};

	constructor(parts: AmongTabsParts) {
		const { tabs, replica } = parts;
		const { environment } = replica;
		this.#parts = parts;
		this.ready = new Promise((resolve) => {
			this.#isReady = resolve;
		});
		this.#presence = createPresence({
			tabs,
			environment,
			replica,
			holds: () => heldHere(replica),
			changed: () => this.#run?.wake(),
		});
		this.#passwords = watchPasswords(replica, this.#presence.isHeldElsewhere);
		this.#asks = createAsks({
			tabs,
			environment,
			serve: (call) => this.#run?.[call](),
		});
		this.#election = joinElection({
			...{ tabs, environment, replica },
			begin: () => this.#begin(),
			end: () => this.#end(),
			status: () => (this.#run === undefined ? undefined : this.#shown),
			heard: ({ status }) => this.#heard(status),
			failed: (error) => this.#failed(error),
			refused: (error) => this.#refused(error),
		});
		const changes = replica.changes$.subscribe(({ name }) => {
			this.say();
			if (name === "members") this.#followPasswords();
		});
		const soon = environment.setTimer(this.#isReady, READY_MS);
		this.#endings = [() => changes.unsubscribe(), soon];
		this.#look();
	}

	async call(call: LeaderCall): Promise<Status> {
		while (!this.#stopped) {
			const run = this.#run;
			const answer = await (run?.[call]() ?? this.#asks.ask(call));
			// A run that ended under way answers for nobody: whoever leads now does.
			if (answer !== undefined && run === this.#run) return answer;
		}
		return stoppedStatus(this.#parts.replica);
	}

	say(): void {
		if (this.#run !== undefined) {
			this.#run.say();
			return;
		}
		const status = followerStatus({
			told: this.#told,
			counted: countOpen(this.#parts.replica),
			isLeaderHeard: this.#election.isLeaderHeard,
			refusal: this.#refusal,
		});
		if (status !== undefined) this.#show(status);
	}

	get leads(): boolean {
		return this.#run !== undefined;
	}

	asOf(scope: string): number | undefined {
		return this.#run?.asOf(scope);
	}

	async stop(): Promise<void> {
		this.#stopped = true;
		this.#timer();
		for (const end of this.#endings) end();
		await this.#election.stop();
		await this.#endSide();
		this.#asks.close();
		this.#presence.close();
		this.#isReady();
	}

	#show(status: Status): void {
		this.#shown = status;
		this.#parts.publish(status);
	}

	async #begin(): Promise<void> {
		await this.#endSide();
		const { replica, options } = this.#parts;
		const { watched } = this.#presence;
		const run = await startRun({
			replica: { ...replica, watched } satisfies Replica,
			options,
			asked: this.#parts.asked,
			share: { isMine: this.#isMine, lists: true },
			publish: (status) => {
				const isNews = JSON.stringify(status) !== JSON.stringify(this.#shown);
				this.#show(status);
				if (isNews) this.#election.beat();
			},
		});
		this.#run = run;
		this.#refusal = undefined;
		run.say();
		this.#asks.giveBack();
		this.#isReady();
	}

	readonly #isMine: Share["isMine"] = (name, id) =>
		name !== "members" || this.#passwords.isMine(id);

	async #end(): Promise<void> {
		const run = this.#run;
		this.#run = undefined;
		await run?.stop();
		if (!this.#stopped) this.#followPasswords();
	}

	#heard(status: Status | undefined): void {
		this.#refusal = undefined;
		if (status !== undefined) {
			this.#told = status;
			this.#isReady();
			// Somebody may have signed in here, and the leader not have heard of it.
			if (status.state === "signed-out") this.#parts.tokens.again();
		}
		this.#asks.repeat();
		this.say();
	}

	/** A password is in this tab's memory alone, and never goes to another: this tab sends that change itself. */
	#followPasswords(): void {
		if (this.#run !== undefined || this.#stopped) return;
		const held = heldHere(this.#parts.replica);
		if (held.length === 0) {
			if (this.#side !== undefined) void this.#endSide();
			return;
		}
		this.#presence.say();
		this.#side ??= this.#startSide();
	}

	#startSide(): Promise<Run> {
		const { replica, options } = this.#parts;
		const isMine: Share["isMine"] = (name, id) =>
			name === "members" && heldHere(replica).includes(id);
		const run = startRun({
			replica,
			options,
			asked: this.#parts.asked,
			share: { isMine, lists: false },
			publish: () => {},
		});
		run.catch((error: unknown) => this.#failed(error));
		return run;
	}

	async #endSide(): Promise<void> {
		const side = this.#side;
		this.#side = undefined;
		this.#sideEnds = Promise.all([
			this.#sideEnds,
			side?.catch(() => undefined).then((run) => run?.stop()),
		]);
		await this.#sideEnds;
	}

	#failed(error: unknown): void {
		this.#parts.options.observe?.({ kind: "failed", task: "tabs", error });
	}

	/** A store that cannot be written has no leader, and nobody else would say so. */
	#refused(error: unknown): void {
		this.#failed(error);
		const { environment } = this.#parts.replica;
		this.#refusal = {
			kind: "store-failing",
			message: error instanceof Error ? error.message : String(error),
			since: this.#refusal?.since ?? environment.now(),
		};
		this.say();
	}

	#look(): void {
		const { environment } = this.#parts.replica;
		this.#timer = environment.setTimer(() => {
			if (this.#run === undefined) {
				this.say();
				this.#followPasswords();
			} else {
				this.#run.doubtOrphans().catch((error) => this.#failed(error));
				if (this.#passwords.isLeaving()) this.#run.wake();
			}
			this.#look();
		}, LOOK_MS);
	}
}
