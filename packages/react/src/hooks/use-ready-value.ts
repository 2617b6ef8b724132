import { type Query, sharedQuery } from "../query/shared-queries.js";
import { useEngineContext } from "./engine-provider.js";
import { useReading } from "./use-reading.js";

/** A query's value; suspends while loading. What failed is thrown, for an error boundary. */
export function useReadyValue<Owner extends object, Value>(
	owner: Owner | undefined,
	query: Query<Owner, Value>,
): Value {
	const { changed } = useEngineContext();
	const reading = useReading(owner, query);
	switch (reading.state) {
		case "ready":
			return reading.value;
		case "failed":
			throw reading.error;
		case "loading":
			if (typeof window === "undefined") throw new Error(onServer);
			throw owner === undefined
				? changed.promise
				: sharedQuery(owner, query).whenRead();
	}
}

/** React sends the fallback of the nearest boundary then, and lets the browser take over. */
const onServer =
	"The store lives in the browser: a server shows the fallback of the nearest <Suspense>.";
