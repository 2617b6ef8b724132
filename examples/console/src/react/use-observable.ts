import { useMemo, useSyncExternalStore } from "react";
import type { Observable } from "rxjs";

/**
 * The latest value of an observable; `first` until it has one. Subscribed while the component is mounted, so that a
 * list counts as on screen for exactly that long. `source` must be the same object from render to render. An error of
 * the source is thrown where it is rendered, for an error boundary.
 */
export function useObservable<Value, First>(
	source: Observable<Value>,
	first: First,
): Value | First {
	// biome-ignore lint/correctness/useExhaustiveDependencies: `first` counts only until the source has a value.
	const latest = useMemo(
		() => latestOf<Value | First>(source, first),
		[source],
	);
	return useSyncExternalStore(latest.subscribe, latest.read);
}

function latestOf<Value>(source: Observable<Value>, first: Value) {
	let read = () => first;
	const hold = (next: () => Value, changed: () => void) => {
		read = next;
		changed();
	};
	return {
		read: () => read(),
		subscribe: (changed: () => void) => {
			const subscription = source.subscribe({
				next: (value) => hold(() => value, changed),
				error: (error: unknown) =>
					hold(() => {
						throw error;
					}, changed),
			});
			return () => subscription.unsubscribe();
		},
	};
}
