import type { Change } from "../change.js";
import {
	answer,
	type CallerContext,
	empty,
	type Handler,
	isRefusal,
	type Refusal,
} from "../context.js";
import { projectOwnersOnly, viewOnlyRefusal } from "../guards.js";
import { isLastProjectOwner } from "../last-owner.js";
import {
	auditBy,
	presentMember,
	presentMembers,
	presentUser,
} from "../present.js";
import { alreadyMember, invalid, lastOwner, notFound } from "../refusals.js";
import { projectOwner } from "../roles.js";
import { roleRefusal } from "../rules.js";
import { type ProjectRow, pairKey } from "../state.js";
import {
	existingUser,
	orgRoleOf,
	projectRoleOf,
	visibleProject,
} from "../visibility.js";

export const listProjectUsers: Handler<"ListProjectUsers"> = (
	context,
	{ id },
) => {
	const project = visibleProject(context, id);
	if (isRefusal(project)) return project;
	const rows = [...context.state.projectUsers.values()];
	const members = rows.filter((row) => row.projectId === id);
	return answer({ projectUsers: presentMembers(context, members) });
};

export const getProjectUser: Handler<"GetProjectUser"> = (
	context,
	{ id, userId },
) => {
	const project = visibleProject(context, id);
	if (isRefusal(project)) return project;
	const role = projectRoleOf(context.state, id, userId);
	const member =
		role === undefined ? undefined : presentMember(context, userId, role);
	return member === undefined
		? notFound("membership", pairKey(id, userId))
		: answer(member);
};

export const createProjectUser: Handler<"CreateProjectUser"> = (
	context,
	{ id, userId, roleId },
) => {
	const project = visibleProject(context, id);
	if (isRefusal(project)) return project;
	const org = context.state.orgs.get(project.orgId);
	const no =
		projectOwnersOnly(context, project, "add users to this project") ??
		roleRefusal(roleId, "project", context.quirks) ??
		ownerRoleRefusal(context, project, { userId, roleId }) ??
		viewOnlyRefusal(context, org, "create");
	if (no) return no;
	const account = existingUser(context, userId);
	if (isRefusal(account)) return account;
	const key = pairKey(id, userId);
	if (context.state.projectUsers.has(key)) return alreadyMember("project");
	return answer({ user: presentUser(account), role: roleId }, [
		{
			table: "projectUsers",
			key,
			row: { projectId: id, userId, role: roleId },
		},
		...touchProject(context, project),
	]);
};

export const deleteProjectUser: Handler<"DeleteProjectUser"> = (
	context,
	{ id, userId },
) => {
	const project = visibleProject(context, id);
	if (isRefusal(project)) return project;
	const org = context.state.orgs.get(project.orgId);
	const no =
		projectOwnersOnly(context, project, "remove users from this project") ??
		viewOnlyRefusal(context, org, "other");
	if (no) return no;
	const key = pairKey(id, userId);
	if (!context.state.projectUsers.has(key)) return notFound("membership", key);
	if (isLastProjectOwner(context.state, id, userId))
		return lastOwner("project");
	return answer(empty, [
		{ table: "projectUsers", key, row: null },
		...touchProject(context, project),
	]);
};

function touchProject(context: CallerContext, project: ProjectRow): Change[] {
	if (context.quirks.auditMark === "exact") return [];
	const row = { ...project, updated: auditBy(context, context.caller) };
	return [{ table: "projects", key: project.id, row }];
}

/** Only a member of the org can be made an owner of a project of it. */
function ownerRoleRefusal(
	{ state }: CallerContext,
	project: ProjectRow,
	given: { readonly userId: string; readonly roleId: string },
): Refusal | undefined {
	if (given.roleId !== projectOwner) return undefined;
	if (orgRoleOf(state, project.orgId, given.userId) !== undefined)
		return undefined;
	return invalid(
		"ROLE_NOT_ALLOWED",
		"Only a member of the org can be made an owner of its project.",
		"role_id",
	);
}
