import type { Store } from "@engine-offline/core";
import { type Replica, replicaOf } from "@engine-offline/core/replicate";
import type { Observable, Subscription } from "rxjs";
import type { Answer } from "../engine.js";
import { alone } from "../leadership/alone.js";
import { amongTabs } from "../leadership/among-tabs.js";
import type { Conduct, ConductParts } from "../leadership/conduct.js";
import { shareTokens, type TokenSharing } from "../leadership/token-sharing.js";
import type { Credentials } from "../session/credentials.js";
import { showStatus } from "../status/shown-status.js";
import type { Status } from "../status/status.js";
import type { ReplicatorOptions } from "./options.js";

/**
 * Brings a store's edits to the Engine and the Engine's changes home. One for each store and process; two at once are
 * harmless, and wasteful.
 */
export interface Replicator {
	readonly status: Status;
	/** The status now, and whenever it changes; completes on `close()`. */
	readonly status$: Observable<Status>;
	/** Whether this process replicates now: of several tabs one does, and the others show its status. */
	readonly leads: boolean;
	/** Begins to replicate; resolves when the store was read. Starting twice is starting once. Rejects with STORE_CLOSED. */
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

export function createReplicator(
	store: Store,
	options: ReplicatorOptions,
): Replicator {
	const replica: Replica = replicaOf(store);
	const shown = showStatus(replica);
	const { status$, publish } = shown;
	const parts = { replica, options, publish, asked: { until: 0 } };
	const { conduct, tokens } = conductOf(parts);
	let stopping: Promise<unknown> = Promise.resolve();
	const stop = async () => {
		shown.stop();
		// A store that is closed meanwhile waits for what an earlier call still writes.
		stopping = Promise.all([stopping.catch(() => {}), conduct.stop()]);
		await stopping;
	};
	const call: Conduct["call"] = (name) => {
		shown.begin();
		return conduct.call(name);
	};
	// Whoever closes the store: a wipe in another tab, too.
	const noEnd = replica.onClose(stop);
	return {
		get status() {
			return status$.value;
		},
		status$: status$.asObservable(),
		get leads() {
			return conduct.leads();
		},
		start: async () => {
			replica.assertOpen();
			shown.begin();
			await conduct.start();
		},
		stop,
		syncNow: () => call("syncNow"),
		whenInSync: () => {
			// What was written a moment ago waits, though nobody has said so yet.
			conduct.say();
			return whenInSync(status$);
		},
		confirmRemovals: () => call("confirmRemovals"),
		signIn: async (credentials) => options.session.signIn(credentials),
		asOf: (scope) =>
			conduct.asOf(scope) ?? replica.record.get().listedAt[scope],
		close: async () => {
			noEnd();
			await stop();
			tokens?.close();
			shown.close();
		},
	};
}

function conductOf(parts: ConductParts): {
	readonly conduct: Conduct;
	readonly tokens?: TokenSharing;
} {
	const { tabs, environment } = parts.replica;
	if (tabs === undefined) return { conduct: alone(parts) };
	const tokens = shareTokens(parts.options.session, tabs, environment);
	return { conduct: amongTabs({ ...parts, tabs, tokens }), tokens };
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
