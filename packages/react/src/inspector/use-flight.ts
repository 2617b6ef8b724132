import type { Store } from "@engine-offline/core";
import type { Replicator } from "@engine-offline/sync";
import type {
	FlightRecorder,
	Recording,
} from "@engine-offline/sync/flight-recorder";
import { useMemo } from "react";
import { useValue, useValueOrProblem } from "../hooks/use-reading.js";
import type { Flight } from "./flight.js";
import {
	clock,
	eventsQuery,
	nowQuery,
	snapshotQuery,
} from "./live-snapshot.js";

export interface FlightSource {
	readonly store: Store | undefined;
	readonly replicator: Replicator | undefined;
	readonly recorder: FlightRecorder | undefined;
	/** When a file is open, it is shown and nothing is followed. */
	readonly recording: Recording | undefined;
}

export function useFlight(source: FlightSource): Flight {
	const { store, recording } = source;
	const isLive = recording === undefined;
	const replicator = isLive && store ? source.replicator : undefined;
	const recorder = isLive ? source.recorder : undefined;
	const query = useMemo(() => snapshotQuery(store), [store]);
	const { value: snapshot, problem } = useValueOrProblem(replicator, query);
	const events = useValue(recorder, eventsQuery);
	const now = useValue(isLive ? clock : undefined, nowQuery);
	if (recording === undefined)
		return { snapshot, events, problem, now: now ?? 0 };
	const { savedAt } = recording;
	return {
		snapshot: recording.snapshot,
		events: recording.events,
		problem: "",
		now: savedAt,
	};
}
