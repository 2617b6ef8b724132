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
import { useReadyValue } from "./use-ready-value.js";

/** All orgs of the signed-in person, sorted by name. */
export function useOrgs(): readonly OrgHandle[] {
	return useReadyValue(useStore(), orgsQuery);
}

/** One org by its local id or the Engine's; null when none is here. */
export function useOrg(id: string): OrgHandle | null {
	return useReadyValue(useStore(), orgQuery(id));
}

/** The projects of an org, sorted by name; none when the org is not here. */
export function useProjects(orgId: string): readonly ProjectHandle[] {
	return useReadyValue(useStore(), projectsQuery(orgId));
}

/** One project by its local id or the Engine's; null when none is here. */
export function useProject(id: string): ProjectHandle | null {
	return useReadyValue(useStore(), projectQuery(id));
}

/** The members of an org and the people external to it, sorted by name; none when the org is not here. */
export function useMembers(orgId: string): readonly OrgUser[] {
	return useReadyValue(useStore(), membersQuery(orgId));
}

/** Everything that the Engine does not have yet, oldest first. */
export function usePending(): readonly PendingChange[] {
	return useReadyValue(useStore(), pendingQuery);
}

/** The change of one document that waits, null when none does. */
export function usePendingOf(name: DocumentName): PendingChange | null {
	return useReadyValue(useStore(), pendingOfQuery(name));
}

/** What a person should look at, by time. */
export function useIssues(): readonly Issue[] {
	return useReadyValue(useStore(), issuesQuery);
}

/** How the store stands to the Engine; suspends while the provider has no replicator. */
export function useStatus(): Status {
	return useReadyValue(useReplicator(), statusQuery);
}

/** What the Engine will probably say to the signed-in person. */
export function useCan(orgId: string, action: Action): Verdict {
	return useReadyValue(useStore(), canQuery(orgId, action));
}

/** What became of a change; suspends until that is known, however long that takes. */
export function useSettled(change: ChangeRef): Outcome {
	return useReadyValue(useStore(), settledQuery(change));
}
