import type { Store } from "@engine-offline/core";
import { type Replica, replicaOf } from "@engine-offline/core/replicate";
import { BehaviorSubject, type Observable, type Subscription } from "rxjs";
import type { Answer } from "../engine.js";
import type { Credentials } from "../session/credentials.js";
import type { Status } from "../status/status.js";
import type { ReplicatorOptions } from "./options.js";
import { type Run, startRun } from "./run.js";

/**
 * Brings a store's edits to the Engine and the Engine's changes home. One for each store and process; two at once are
 * harmless, and wasteful.
 */
export interface Replicator {
	readonly status: Status;
	/** The status now, and whenever it changes; completes on `close()`. */
	readonly status$: Observable<Status>;
	/** Begins to replicate; resolves when the store was read. Starting twice is starting once. */
	start(): Promise<void>;
	/** Ends replicating. What is under way is given up and looked into at the next start. */
	stop(): Promise<void>;
	/**
	 * Asks for every list once and sends what waits, now. Resolves with the status when that is done or cannot be:
	 * offline, signed out, or only parked changes left.
	 */
	syncNow(): Promise<Status>;
	/** Resolves when nothing waits and every list is as fresh as promised. Parked changes keep it waiting. */
	whenInSync(): Promise<void>;
	/** Lets go what so many lists do not show any more, after the status said `removals-held`. */
	confirmRemovals(): Promise<Status>;
	/** Signs in; what waits goes out. A refusal is answered. */
	signIn(credentials: Credentials): Promise<Answer<undefined>>;
	/** When a list was last complete (wall clock ms), by scope key such as `orgs` or `org-projects:<org id>`. */
	asOf(scope: string): number | undefined;
	/** Stops, and lets go of everything; the store stays open. */
	close(): Promise<void>;
}

const stopped: Status = {
	state: "stopped",
	waiting: 0,
	inDoubt: 0,
	parked: 0,
	issues: 0,
	waitingSince: 0,
	asOf: undefined,
};

export function createReplicator(
	store: Store,
	options: ReplicatorOptions,
): Replicator {
	const replica: Replica = replicaOf(store);
	const status$ = new BehaviorSubject<Status>(stopped);
	const publish = (status: Status) => {
		if (JSON.stringify(status) !== JSON.stringify(status$.value))
			status$.next(status);
	};
	let run: Promise<Run> | undefined;
	let begun: Run | undefined;
	const stop = async () => {
		const ending = run;
		run = undefined;
		begun = undefined;
		if (ending === undefined) return;
		await (await ending).stop();
		publish({ ...status$.value, ...stopped, waiting: status$.value.waiting });
	};
	const start = () => {
		if (run === undefined) {
			const starting = startRun({ replica, options, publish });
			run = starting;
			starting.then(
				(started) => {
					if (run === starting) begun = started;
				},
				// Whoever started hears of it; the next start is a new one.
				() => {
					if (run === starting) run = undefined;
				},
			);
		}
		return run;
	};
	return {
		get status() {
			return status$.value;
		},
		status$: status$.asObservable(),
		start: async () => {
			await start();
		},
		stop,
		syncNow: async () => (await start()).syncNow(),
		whenInSync: () => whenInSync(status$),
		confirmRemovals: async () => (await start()).confirmRemovals(),
		signIn: async (credentials) => options.session.signIn(credentials),
		asOf: (scope) => begun?.asOf(scope) ?? replica.record.get().listedAt[scope],
		close: async () => {
			await stop();
			status$.complete();
		},
	};
}

function whenInSync(status$: Observable<Status>): Promise<void> {
	return new Promise((resolve) => {
		let subscription: Subscription | undefined;
		let done = false;
		subscription = status$.subscribe(({ state }) => {
			if (state !== "in-sync" || done) return;
			done = true;
			subscription?.unsubscribe();
			resolve();
		});
		if (done) subscription.unsubscribe();
	});
}
