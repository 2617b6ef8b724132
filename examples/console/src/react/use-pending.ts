import type { CollectionName, PendingChange } from "@engine-offline/core";
import { createContext, useContext, useMemo } from "react";
import { map, type Observable } from "rxjs";
import { useDevice } from "./app-context.js";
import { useObservable } from "./use-observable.js";

type PendingByKey = ReadonlyMap<string, PendingChange>;
const none: PendingByKey = new Map();

/** What waits, by document: one subscription for all rows. */
export const PendingContext = createContext<PendingByKey>(none);

export function usePendingByKey(): PendingByKey {
	const { store } = useDevice();
	const byKey$ = useMemo(() => keyed(store.pending$), [store]);
	return useObservable(byKey$, none);
}

/** The change of one document that waits, if any. */
export function usePending(
	collection: CollectionName,
	id: string,
): PendingChange | undefined {
	return useContext(PendingContext).get(`${collection}/${id}`);
}

function keyed(
	pending$: Observable<readonly PendingChange[]>,
): Observable<PendingByKey> {
	return pending$.pipe(
		map(
			(pending) =>
				new Map(
					pending.map((change) => [
						`${change.collection}/${change.id}`,
						change,
					]),
				),
		),
	);
}
