import type { CallerContext, Refusal } from "./context.js";
import { denied, viewOnly } from "./refusals.js";
import { orgOwner, projectEditor, projectOwner } from "./roles.js";
import type { OrgRow, ProjectRow } from "./state.js";
import { orgRoleOf, projectRoleOf } from "./visibility.js";

/** Refuses whoever is not an owner of the org. */
export function ownersOnly(
	context: CallerContext,
	orgId: string,
	action: string,
): Refusal | undefined {
	const role = orgRoleOf(context.state, orgId, context.caller.id);
	return role === orgOwner ? undefined : denied(action);
}

/** Renaming a project takes its owner or editor, or an owner of its org. */
export function renamersOnly(
	context: CallerContext,
	project: ProjectRow,
): Refusal | undefined {
	const role = projectRoleOf(context.state, project.id, context.caller.id);
	if (role === projectOwner || role === projectEditor) return undefined;
	return ownersOnly(context, project.orgId, "change this project");
}

export function projectOwnersOnly(
	context: CallerContext,
	project: ProjectRow,
	action: string,
): Refusal | undefined {
	const role = projectRoleOf(context.state, project.id, context.caller.id);
	return role === projectOwner ? undefined : denied(action);
}

export function deletersOnly(
	context: CallerContext,
	project: ProjectRow,
): Refusal | undefined {
	const action = "delete this project";
	if (context.quirks.ownerWithoutProjectRole === "renamesAndDeletes")
		if (ownersOnly(context, project.orgId, action) === undefined)
			return undefined;
	return projectOwnersOnly(context, project, action);
}

/** Refuses a create, or with `other` any other write, in an org that can only be viewed. */
export function viewOnlyRefusal(
	context: CallerContext,
	org: OrgRow | undefined,
	write: "create" | "other",
): Refusal | undefined {
	if (org === undefined || !org.viewOnly) return undefined;
	if (write === "other" && context.quirks.viewOnly === "createsOnly")
		return undefined;
	return viewOnly(org.id);
}
