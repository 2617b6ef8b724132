import type { Scope, Store } from "@engine-offline/core";
import { Observable } from "rxjs";

/** The values of `source`; while somebody subscribes, the list that `scopeOf` names counts as on screen. */
export function watched<Value>(
	store: Store,
	source: Observable<Value>,
	scopeOf: (value: Value) => Scope | undefined,
): Observable<Value> {
	return new Observable((subscriber) => {
		let watchedKey: string | undefined;
		let release = () => {};
		const follow = (scope: Scope | undefined) => {
			const key = scope === undefined ? undefined : JSON.stringify(scope);
			if (key === watchedKey) return;
			watchedKey = key;
			const before = release;
			release = scope === undefined ? () => {} : store.watch(scope);
			before();
		};
		const subscription = source.subscribe({
			next: (value) => {
				follow(scopeOf(value));
				subscriber.next(value);
			},
			error: (error: unknown) => subscriber.error(error),
			complete: () => subscriber.complete(),
		});
		return () => {
			subscription.unsubscribe();
			release();
		};
	});
}
