import type { CallerContext, Context, Refusal } from "./context.js";
import { hidden, notFound } from "./refusals.js";
import { orgOwner } from "./roles.js";
import {
	type AccountRow,
	type EngineState,
	type OrgRow,
	type ProjectRow,
	pairKey,
} from "./state.js";

export function orgRoleOf(
	state: EngineState,
	orgId: string,
	userId: string,
): string | undefined {
	return state.orgUsers.get(pairKey(orgId, userId))?.role;
}

export function projectRoleOf(
	state: EngineState,
	projectId: string,
	userId: string,
): string | undefined {
	return state.projectUsers.get(pairKey(projectId, userId))?.role;
}

/** Somebody is external to an org who has a project in it without being a member of it. */
export function isExternal(
	state: EngineState,
	orgId: string,
	userId: string,
): boolean {
	if (orgRoleOf(state, orgId, userId) !== undefined) return false;
	for (const member of state.projectUsers.values())
		if (
			member.userId === userId &&
			state.projects.get(member.projectId)?.orgId === orgId
		)
			return true;
	return false;
}

/** The accounts that are external to the org, in the order of its projects' memberships. */
export function externalIdsOf(state: EngineState, orgId: string): string[] {
	const ids = new Set<string>();
	for (const member of state.projectUsers.values()) {
		if (state.projects.get(member.projectId)?.orgId !== orgId) continue;
		if (orgRoleOf(state, orgId, member.userId) === undefined)
			ids.add(member.userId);
	}
	return [...ids];
}

export function seesOrg(context: CallerContext, orgId: string): boolean {
	const { state, caller, quirks } = context;
	if (orgRoleOf(state, orgId, caller.id) !== undefined) return true;
	return (
		quirks.externalOrg === "visible" && isExternal(state, orgId, caller.id)
	);
}

export function seesProject(
	context: CallerContext,
	project: ProjectRow,
): boolean {
	const { state, caller, quirks } = context;
	if (projectRoleOf(state, project.id, caller.id) !== undefined) return true;
	const role = orgRoleOf(state, project.orgId, caller.id);
	if (role === undefined) return false;
	return role === orgOwner || quirks.orgProjects === "all";
}

/** Oneself, and whoever shares an org or a project with the caller. */
export function seesUser(context: CallerContext, userId: string): boolean {
	const { state, caller } = context;
	if (userId === caller.id) return true;
	for (const member of state.orgUsers.values())
		if (member.userId === userId && sharesOrg(context, member.orgId))
			return true;
	for (const member of state.projectUsers.values())
		if (
			member.userId === userId &&
			sharesProject(state, member.projectId, caller)
		)
			return true;
	return false;
}

function sharesOrg(context: CallerContext, orgId: string): boolean {
	const { state, caller } = context;
	return orgRoleOf(state, orgId, caller.id) !== undefined;
}

function sharesProject(
	state: EngineState,
	projectId: string,
	caller: AccountRow,
): boolean {
	if (projectRoleOf(state, projectId, caller.id) !== undefined) return true;
	const project = state.projects.get(projectId);
	if (project === undefined) return false;
	return orgRoleOf(state, project.orgId, caller.id) !== undefined;
}

export function visibleOrg(
	context: CallerContext,
	id: string,
): OrgRow | Refusal {
	const org = context.state.orgs.get(id);
	if (org === undefined) return notFound("org", id);
	return seesOrg(context, id) ? org : hidden(context, "org", id);
}

export function visibleProject(
	context: CallerContext,
	id: string,
): ProjectRow | Refusal {
	const project = context.state.projects.get(id);
	if (project === undefined) return notFound("project", id);
	return seesProject(context, project)
		? project
		: hidden(context, "project", id);
}

export function visibleUser(
	context: CallerContext,
	id: string,
): AccountRow | Refusal {
	const account = context.state.accounts.get(id);
	if (account === undefined) return notFound("user", id);
	return seesUser(context, id) ? account : hidden(context, "user", id);
}

export function existingUser(
	context: Context,
	id: string,
): AccountRow | Refusal {
	return context.state.accounts.get(id) ?? notFound("user", id);
}
