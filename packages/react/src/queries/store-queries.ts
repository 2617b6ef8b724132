import type {
	ChangeRef,
	CollectionName,
	Issue,
	OrgHandle,
	OrgUser,
	Outcome,
	PendingChange,
	ProjectHandle,
	Store,
} from "@engine-offline/core";
import {
	defer,
	distinctUntilChanged,
	map,
	type Observable,
	of,
	switchMap,
} from "rxjs";
import { observeShared, type Query } from "../query/shared-queries.js";
import { findOrg, findProject } from "./find-handle.js";
import { keepRows } from "./keep-rows.js";
import { watched } from "./watched.js";

export type StoreQuery<Value> = Query<Store, Value>;

export const orgsQuery: StoreQuery<readonly OrgHandle[]> = {
	key: "orgs",
	observe: (store) => store.userOrgs$,
};

export const orgQuery = (id: string): StoreQuery<OrgHandle | null> => ({
	key: `org/${id}`,
	observe: (store) =>
		watched(store, findOrg(store, id), () => ({ list: "orgs" })),
});

export const projectQuery = (id: string): StoreQuery<ProjectHandle | null> => ({
	key: `project/${id}`,
	observe: (store) =>
		watched(store, findProject(store, id), (project) =>
			project === null
				? undefined
				: { list: "org-projects", orgId: project.orgId },
		),
});

export const projectsQuery = (
	orgId: string,
): StoreQuery<readonly ProjectHandle[]> => ({
	key: `projects/${orgId}`,
	observe: (store) => ofOrg(store, orgId, (org) => org?.projects$ ?? of([])),
});

export const membersQuery = (
	orgId: string,
): StoreQuery<readonly OrgUser[]> => ({
	key: `members/${orgId}`,
	observe: (store) => ofOrg(store, orgId, (org) => org?.users$ ?? of([])),
});

export const pendingQuery: StoreQuery<readonly PendingChange[]> = {
	key: "pending",
	observe: (store) => keepRows(store.pending$, keyOf),
};

const pendingByKeyQuery: StoreQuery<ReadonlyMap<string, PendingChange>> = {
	key: "pending by key",
	observe: (store) =>
		observeShared(store, pendingQuery).pipe(
			map((pending) => new Map(pending.map((row) => [keyOf(row), row]))),
		),
};

/** What names a document. */
export interface DocumentName {
	readonly collection: CollectionName;
	readonly id: string;
}

export const pendingOfQuery = (
	name: DocumentName,
): StoreQuery<PendingChange | null> => ({
	key: `pending/${keyOf(name)}`,
	observe: (store) =>
		observeShared(store, pendingByKeyQuery).pipe(
			map((pending) => pending.get(keyOf(name)) ?? null),
			distinctUntilChanged(),
		),
});

export const issuesQuery: StoreQuery<readonly Issue[]> = {
	key: "issues",
	observe: (store) => keepRows(store.issues.$, ({ id }) => id),
};

export const settledQuery = (change: ChangeRef): StoreQuery<Outcome> => ({
	key: `settled/${keyOf(change)}/${change.edit}`,
	observe: (store) => defer(() => store.settled(change)),
});

/** What an org has; asked anew only when another document answers to the id. */
export function ofOrg<Value>(
	store: Store,
	orgId: string,
	observe: (org: OrgHandle | null) => Observable<Value>,
): Observable<Value> {
	return findOrg(store, orgId).pipe(
		distinctUntilChanged((a, b) => a?.id === b?.id),
		switchMap(observe),
	);
}

function keyOf({ collection, id }: DocumentName): string {
	return `${collection}/${id}`;
}
