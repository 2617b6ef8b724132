import { Observable } from "rxjs";

/** An observable that counts who subscribes to it. */
export interface Counted<Value> {
	readonly source: Observable<Value>;
	/** How often it was subscribed to. */
	readonly begun: () => number;
	/** How many subscriptions there are now. */
	readonly held: () => number;
}

export function counted<Value>(of: Observable<Value>): Counted<Value> {
	let begun = 0;
	let held = 0;
	const source = new Observable<Value>((subscriber) => {
		begun += 1;
		held += 1;
		const subscription = of.subscribe(subscriber);
		return () => {
			held -= 1;
			subscription.unsubscribe();
		};
	});
	return { source, begun: () => begun, held: () => held };
}
