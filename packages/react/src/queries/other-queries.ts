import type { Replicator, Status } from "@engine-offline/sync";
import type { Observable } from "rxjs";
import type { Query } from "../query/shared-queries.js";

export const statusQuery: Query<Replicator, Status> = {
	key: "status",
	observe: (replicator) => replicator.status$,
};

/** The observable is its own owner: whoever holds the same one shares it. */
export function itselfQuery<Value>(): Query<Observable<Value>, Value> {
	return { key: "itself", observe: (source) => source };
}
