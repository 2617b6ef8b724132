import { BehaviorSubject, Observable } from "rxjs";
import type { Scope } from "./replica.js";

/** Counts what is on screen, so that the replicator can keep it fresh. */
export interface WatchedScopes {
	/** Marks a scope as on screen until the returned function is called. */
	watch(scope: Scope): () => void;
	/** The observable, with the scope marked as on screen for as long as somebody subscribes. */
	whileWatching<Value>(
		scope: Scope,
		source: Observable<Value>,
	): Observable<Value>;
	list(): readonly Scope[];
	readonly changes$: Observable<readonly Scope[]>;
	close(): void;
}

export function createWatchedScopes(): WatchedScopes {
	const countByKey = new Map<string, { scope: Scope; count: number }>();
	const changes$ = new BehaviorSubject<readonly Scope[]>([]);
	const publish = () =>
		changes$.next([...countByKey.values()].map(({ scope }) => scope));
	const watch = (scope: Scope) => {
		const key = scopeKey(scope);
		const count = (countByKey.get(key)?.count ?? 0) + 1;
		countByKey.set(key, { scope, count });
		if (count === 1) publish();
		return once(() => {
			const left = (countByKey.get(key)?.count ?? 1) - 1;
			if (left > 0) countByKey.set(key, { scope, count: left });
			else countByKey.delete(key);
			if (left === 0) publish();
		});
	};
	return {
		watch,
		whileWatching: (scope, source) =>
			new Observable((subscriber) => {
				const release = watch(scope);
				const subscription = source.subscribe(subscriber);
				return () => {
					subscription.unsubscribe();
					release();
				};
			}),
		list: () => changes$.value,
		changes$: changes$.asObservable(),
		close: () => changes$.complete(),
	};
}

/** One text for one scope: `orgs`, `org-projects:<local org id>`, `org-users:<local org id>`. */
export function scopeKey(scope: Scope): string {
	return scope.list === "orgs" ? scope.list : `${scope.list}:${scope.orgId}`;
}

function once(run: () => void): () => void {
	let done = false;
	return () => {
		if (done) return;
		done = true;
		run();
	};
}
