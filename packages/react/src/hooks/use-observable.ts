import type { DocumentHandle, SyncState } from "@engine-offline/core";
import type { Observable } from "rxjs";
import { itselfQuery } from "../queries/other-queries.js";
import { useReading } from "./use-reading.js";

/**
 * The latest value of any observable, `first` (left out: undefined) until it has one. `source` must be the same object
 * from render to render: a member of a handle or store, or from `useMemo`. What it throws goes to an error boundary.
 */
export function useObservable<Value>(
	source: Observable<Value>,
): Value | undefined;
export function useObservable<Value, First>(
	source: Observable<Value>,
	first: First,
): Value | First;
export function useObservable<Value>(
	source: Observable<Value>,
	first?: unknown,
): unknown {
	const reading = useReading(source, itselfQuery<Value>());
	if (reading.state === "failed") throw reading.error;
	return reading.state === "ready" ? reading.value : first;
}

/** Where one document stands: pending, sending, in doubt, parked, refused or synced. Never loading. */
export function useSyncState(handle: DocumentHandle): SyncState {
	return useObservable(handle.sync$) ?? handle.state;
}
