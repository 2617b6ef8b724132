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

/** The same for a panel that must never take its app down: what failed is a sentence. */
export function useValueOrProblem<Owner extends object, Value>(
	owner: Owner | undefined,
	query: Query<Owner, Value>,
): { readonly value: Value | undefined; readonly problem: string } {
	const reading = useReading(owner, query);
	const value = reading.state === "ready" ? reading.value : undefined;
	const problem = reading.state === "failed" ? messageOf(reading.error) : "";
	return { value, problem };
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
