import type {
	Action,
	ChangeRef,
	Issue,
	OrgHandle,
	OrgUser,
	Outcome,
	PendingChange,
	ProjectHandle,
	Verdict,
} from "@engine-offline/core";
import type { Status } from "@engine-offline/sync";
import { canQuery } from "../queries/can-query.js";
import { statusQuery } from "../queries/other-queries.js";
import {
	type DocumentName,
	issuesQuery,
	membersQuery,
	orgQuery,
	orgsQuery,
	pendingOfQuery,
	pendingQuery,
	projectQuery,
	projectsQuery,
	settledQuery,
} from "../queries/store-queries.js";
import { useReplicator, useStore } from "./engine-provider.js";
import { useValue } from "./use-reading.js";

/** All orgs of the signed-in person, sorted by name. While it is mounted, the list counts as on screen. */
export function useOrgs(): readonly OrgHandle[] | undefined {
	return useValue(useStore(), orgsQuery);
}

/** One org by its local id or the Engine's; null when none is here. */
export function useOrg(id: string): OrgHandle | null | undefined {
	return useValue(useStore(), orgQuery(id));
}

/** The projects of an org, sorted by name; none when the org is not here. */
export function useProjects(
	orgId: string,
): readonly ProjectHandle[] | undefined {
	return useValue(useStore(), projectsQuery(orgId));
}

/** One project by its local id or the Engine's; null when none is here. */
export function useProject(id: string): ProjectHandle | null | undefined {
	return useValue(useStore(), projectQuery(id));
}

/** The members of an org and the people external to it, sorted by name; none when the org is not here. */
export function useMembers(orgId: string): readonly OrgUser[] | undefined {
	return useValue(useStore(), membersQuery(orgId));
}

/** Everything that the Engine does not have yet, oldest first. */
export function usePending(): readonly PendingChange[] | undefined {
	return useValue(useStore(), pendingQuery);
}

/** The change of one document that waits, null when none does. Rows that ask for theirs share one subscription. */
export function usePendingOf(
	name: DocumentName,
): PendingChange | null | undefined {
	return useValue(useStore(), pendingOfQuery(name));
}

/** What a person should look at, by time. */
export function useIssues(): readonly Issue[] | undefined {
	return useValue(useStore(), issuesQuery);
}

/** How the store stands to the Engine. */
export function useStatus(): Status | undefined {
	return useValue(useReplicator(), statusQuery);
}

/** What the Engine will probably say to the signed-in person, for a button that follows permissions. */
export function useCan(orgId: string, action: Action): Verdict | undefined {
	return useValue(useStore(), canQuery(orgId, action));
}

/** What became of a change; undefined until that is known, and while `change` is. */
export function useSettled(change: ChangeRef | undefined): Outcome | undefined {
	const store = useStore();
	return useValue(
		change === undefined ? undefined : store,
		settledQuery(change ?? noChange),
	);
}

const noChange: ChangeRef = { collection: "orgs", id: "", edit: 0 };
