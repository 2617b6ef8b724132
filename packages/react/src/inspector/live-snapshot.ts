import { type Store, systemEnvironment } from "@engine-offline/core";
import { replicaOf } from "@engine-offline/core/replicate";
import type { Replicator } from "@engine-offline/sync";
import {
	type FlightRecorder,
	type Snapshot,
	takeSnapshot,
} from "@engine-offline/sync/flight-recorder";
import {
	audit,
	map,
	merge,
	NEVER,
	Observable,
	repeat,
	startWith,
	switchMap,
} from "rxjs";
import type { Query } from "../query/shared-queries.js";

const { now, setTimer } = systemEnvironment();

/** However much changes, the panel follows so often, ms. */
const calmMs = 200;
const tickMs = 1_000;
const lookMs = 2_000;

/** How things stand in a store, taken anew when something changes. One replicator has one store. */
export function snapshotQuery(
	store: Store | undefined,
): Query<Replicator, Snapshot> {
	return {
		key: "snapshot",
		observe: (replicator) =>
			store === undefined ? NEVER : observeSnapshot(store, replicator),
	};
}

function observeSnapshot(
	store: Store,
	replicator: Replicator,
): Observable<Snapshot> {
	return merge(
		store.pending$,
		store.issues.$,
		replicator.status$,
		replicaOf(store).watched$,
		// Other tabs come and go, and lists get complete, without a word.
		ticks(lookMs),
	).pipe(
		audit(() => after(calmMs)),
		startWith(undefined),
		switchMap(() => takeSnapshot(store, replicator, { reveal: true })),
	);
}

export const eventsQuery: Query<
	FlightRecorder,
	ReturnType<FlightRecorder["events"]>
> = {
	key: "events",
	observe: (recorder) =>
		recorder.changes$.pipe(
			audit(() => after(calmMs)),
			startWith(undefined),
			map(() => recorder.events()),
		),
};

/** The clock of this device, for ages. */
export const clock = {};

export const nowQuery: Query<typeof clock, number> = {
	key: "now",
	observe: () =>
		ticks(tickMs).pipe(
			startWith(undefined),
			map(() => now()),
		),
};

/** Emits every so many ms, until it is unsubscribed from. */
function ticks(ms: number): Observable<void> {
	return after(ms).pipe(repeat());
}

function after(ms: number): Observable<void> {
	return new Observable((subscriber) =>
		setTimer(() => {
			subscriber.next();
			subscriber.complete();
		}, ms),
	);
}
