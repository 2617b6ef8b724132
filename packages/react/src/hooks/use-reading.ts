import { useSyncExternalStore } from "react";
import { loading, type Reading } from "../query/reading.js";
import { type Query, sharedQuery } from "../query/shared-queries.js";

/** Stands in for a query while there is nobody to ask. */
const nobody = {
	subscribe: () => () => {},
	read: () => loading,
};

const readLoading = () => loading;

/** What is known of a query; loading on a server, while hydrating and without an owner. */
export function useReading<Owner extends object, Value>(
	owner: Owner | undefined,
	query: Query<Owner, Value>,
): Reading<Value> {
	const shared = owner === undefined ? nobody : sharedQuery(owner, query);
	return useSyncExternalStore<Reading<Value>>(
		shared.subscribe,
		shared.read,
		readLoading,
	);
}

/** Its value, undefined while loading. What failed is thrown, for an error boundary. */
export function useValue<Owner extends object, Value>(
	owner: Owner | undefined,
	query: Query<Owner, Value>,
): Value | undefined {
	const reading = useReading(owner, query);
	if (reading.state === "failed") throw reading.error;
	return reading.state === "ready" ? reading.value : undefined;
}
