import { systemEnvironment } from "@engine-offline/core";
import { Observable } from "rxjs";
import { SharedQuery } from "./shared-query.js";

/** A question to an owner, such as a store. Equal keys are the same question, and have the same kind of answer. */
export interface Query<Owner, Value> {
	readonly key: string;
	readonly observe: (owner: Owner) => Observable<Value>;
}

type QueryByKey = Map<string, SharedQuery<unknown>>;

/** Kept by owner, not by provider: React throws away what a tree that suspends on its first render had made. */
const queriesByOwner = new WeakMap<object, QueryByKey>();

/** From so many on, those that nobody follows are forgotten. */
const keptIdle = 500;

const { setTimer } = systemEnvironment();

/** The one shared query for this question to this owner. */
export function sharedQuery<Owner extends object, Value>(
	owner: Owner,
	query: Query<Owner, Value>,
): SharedQuery<Value> {
	const queries = queriesOf(owner);
	const known = queries.get(query.key);
	// Proof of the cast: a key stands for one question, which has one kind of answer.
	if (known !== undefined) return known as SharedQuery<Value>;
	if (queries.size >= keptIdle) forgetIdle(queries);
	const made = new SharedQuery<Value>({
		observe: () => query.observe(owner),
		setTimer,
		// It may have been forgotten between a render and its commit.
		onBegin: () => keep(queries, query.key, made),
	});
	keep(queries, query.key, made);
	return made;
}

/** The values of a shared query, so that others can be made from it without asking the owner again. */
export function observeShared<Owner extends object, Value>(
	owner: Owner,
	query: Query<Owner, Value>,
): Observable<Value> {
	return new Observable((subscriber) => {
		const shared = sharedQuery(owner, query);
		const pass = () => {
			const reading = shared.read();
			if (reading.state === "ready") subscriber.next(reading.value);
			if (reading.state === "failed") subscriber.error(reading.error);
		};
		const known = shared.read();
		const end = shared.subscribe(pass);
		// What it said while it was subscribed to has been passed on.
		if (shared.read() === known) pass();
		return end;
	});
}

function queriesOf(owner: object): QueryByKey {
	const known = queriesByOwner.get(owner);
	if (known !== undefined) return known;
	const made: QueryByKey = new Map();
	queriesByOwner.set(owner, made);
	return made;
}

function keep<Value>(
	queries: QueryByKey,
	key: string,
	query: SharedQuery<Value>,
): void {
	if (!queries.has(key)) queries.set(key, query);
}

function forgetIdle(queries: QueryByKey): void {
	for (const [key, query] of queries) if (query.idle) queries.delete(key);
}
