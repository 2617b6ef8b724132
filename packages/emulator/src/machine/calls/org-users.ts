import type { Change } from "../change.js";
import {
	answer,
	type CallerContext,
	type Decision,
	empty,
	type Handler,
	isRefusal,
	type Refusal,
} from "../context.js";
import { ownersOnly, viewOnlyRefusal } from "../guards.js";
import { isLastOrgOwner, isLastProjectOwner } from "../last-owner.js";
import type { Empty } from "../messages.js";
import {
	auditBy,
	externalRole,
	presentMember,
	presentMembers,
	presentUser,
} from "../present.js";
import {
	alreadyMember,
	lastOwner,
	notFound,
	quotaReached,
} from "../refusals.js";
import { projectOwner } from "../roles.js";
import { roleRefusal } from "../rules.js";
import { type EngineState, type OrgRow, pairKey } from "../state.js";
import {
	existingUser,
	externalIdsOf,
	isExternal,
	orgRoleOf,
	visibleOrg,
} from "../visibility.js";
import { memberCount } from "./orgs.js";

export const listOrgUsers: Handler<"ListOrgUsers"> = (context, { id }) => {
	const org = visibleOrg(context, id);
	if (isRefusal(org)) return org;
	const rows = [...context.state.orgUsers.values()];
	const role = externalRole(context);
	const external = externalIdsOf(context.state, id);
	return answer({
		orgUsers: presentMembers(
			context,
			rows.filter((row) => row.orgId === id),
		),
		externalUsers: presentMembers(
			context,
			external.map((userId) => ({ userId, role })),
		),
	});
};

export const getOrgUser: Handler<"GetOrgUser"> = (context, { id, userId }) => {
	const org = visibleOrg(context, id);
	if (isRefusal(org)) return org;
	const role = shownRole(context, id, userId);
	const member =
		role === undefined ? undefined : presentMember(context, userId, role);
	return member === undefined
		? notFound("membership", pairKey(id, userId))
		: answer(member);
};

export const createOrgUser: Handler<"CreateOrgUser"> = (context, request) => {
	const { id, userId, roleId } = request;
	const org = visibleOrg(context, id);
	if (isRefusal(org)) return org;
	const no =
		ownersOnly(context, id, "add users to this org") ??
		roleRefusal(roleId, "org", context.quirks) ??
		viewOnlyRefusal(context, org, "create");
	if (no) return no;
	const account = existingUser(context, userId);
	if (isRefusal(account)) return account;
	const full = duplicateRefusal(context.state, org, userId);
	if (full) return full;
	const row = { orgId: id, userId, role: roleId };
	return answer({ user: presentUser(account), role: roleId }, [
		{ table: "orgUsers", key: pairKey(id, userId), row },
		...touchOrg(context, org),
	]);
};

export const deleteOrgUser: Handler<"DeleteOrgUser"> = (
	context,
	{ id, userId },
) => {
	const org = visibleOrg(context, id);
	if (isRefusal(org)) return org;
	const no =
		ownersOnly(context, id, "remove users from this org") ??
		viewOnlyRefusal(context, org, "other");
	if (no) return no;
	if (isExternal(context.state, id, userId))
		return removeFromProjects(context, org, userId);
	return removeMember(context, org, userId);
};

/** A mark that moves with the members, too, when the quirk says so. */
export function touchOrg(context: CallerContext, org: OrgRow): Change[] {
	if (context.quirks.auditMark === "exact") return [];
	const row = { ...org, updated: auditBy(context, context.caller) };
	return [{ table: "orgs", key: org.id, row }];
}

function removeMember(
	context: CallerContext,
	org: OrgRow,
	userId: string,
): Decision<Empty> {
	const key = pairKey(org.id, userId);
	if (!context.state.orgUsers.has(key)) return notFound("membership", key);
	if (isLastOrgOwner(context.state, org.id, userId)) return lastOwner("org");
	const projects =
		context.quirks.removedMember === "losesProjects"
			? projectMembershipRemovals(context.state, org.id, userId)
			: [];
	return answer(empty, [
		{ table: "orgUsers", key, row: null },
		...projects,
		...touchOrg(context, org),
	]);
}

function removeFromProjects(
	context: CallerContext,
	org: OrgRow,
	userId: string,
): Decision<Empty> {
	const { state } = context;
	for (const member of state.projectUsers.values())
		if (
			member.userId === userId &&
			member.role === projectOwner &&
			state.projects.get(member.projectId)?.orgId === org.id &&
			isLastProjectOwner(state, member.projectId, userId)
		)
			return lastOwner("project");
	return answer(empty, projectMembershipRemovals(state, org.id, userId));
}

function projectMembershipRemovals(
	state: EngineState,
	orgId: string,
	userId: string,
): Change[] {
	const changes: Change[] = [];
	for (const [key, member] of state.projectUsers)
		if (
			member.userId === userId &&
			state.projects.get(member.projectId)?.orgId === orgId
		)
			changes.push({ table: "projectUsers", key, row: null });
	return changes;
}

function shownRole(
	context: CallerContext,
	orgId: string,
	userId: string,
): string | undefined {
	const role = orgRoleOf(context.state, orgId, userId);
	if (role !== undefined) return role;
	return isExternal(context.state, orgId, userId)
		? externalRole(context)
		: undefined;
}

function duplicateRefusal(
	state: EngineState,
	org: OrgRow,
	userId: string,
): Refusal | undefined {
	if (state.orgUsers.has(pairKey(org.id, userId))) return alreadyMember("org");
	if (org.userQuota === null) return undefined;
	return memberCount(state, org.id) < org.userQuota
		? undefined
		: quotaReached("users", org.userQuota);
}
