import type { Permission, Role } from "./messages.js";
import type { Quirks } from "./quirks.js";

export const orgOwner = "OrgOwner";
export const orgEditor = "OrgEditor";
export const orgViewer = "OrgViewer";
export const orgExternal = "OrgExternal";
export const projectOwner = "ProjectOwner";
export const projectEditor = "ProjectEditor";
export const projectViewer = "ProjectViewer";
/** Roles that no published page knows. They may what a viewer may. */
export const orgAuditor = "OrgAuditor";
export const projectGuest = "ProjectGuest";

const permissions: readonly Permission[] = [
	permission("manage", "billing", "Manage billing"),
	permission("view", "usage", "See quota usage"),
	permission("manage", "org", "Rename and delete the org"),
	permission("manage", "org-users", "Add, create and remove users"),
	permission("create", "projects", "Create projects"),
	permission("manage", "project", "Delete the project"),
	permission("manage", "project-users", "Add and remove project users"),
	permission("edit", "project", "Work on the project"),
	permission("view", "project", "See the project"),
];

const roles: readonly Role[] = [
	role(orgOwner, "Org Owner", [
		"billing:manage",
		"usage:view",
		"org:manage",
		"org-users:manage",
		"projects:create",
	]),
	role(orgEditor, "Org Editor", ["projects:create"]),
	role(orgViewer, "Org Viewer", []),
	role(orgExternal, "Org External", []),
	role(projectOwner, "Project Owner", [
		"project:manage",
		"project-users:manage",
		"project:edit",
		"project:view",
	]),
	role(projectEditor, "Project Editor", ["project:edit", "project:view"]),
	role(projectViewer, "Project Viewer", ["project:view"]),
];

const unpublishedRoles: readonly Role[] = [
	role(orgAuditor, "Org Auditor", []),
	role(projectGuest, "Project Guest", ["project:view"]),
];

export function catalogue(quirks: Quirks): {
	readonly roles: readonly Role[];
	readonly permissions: readonly Permission[];
} {
	if (quirks.unknownRoles === "none") return { roles, permissions };
	return { roles: [...roles, ...unpublishedRoles], permissions };
}

/** Whether a role of this id may be given to a member of an org; being external is not given. */
export function isOrgRole(roleId: string, quirks: Quirks): boolean {
	if (roleId === orgAuditor) return quirks.unknownRoles === "present";
	return [orgOwner, orgEditor, orgViewer].includes(roleId);
}

export function isProjectRole(roleId: string, quirks: Quirks): boolean {
	if (roleId === projectGuest) return quirks.unknownRoles === "present";
	return [projectOwner, projectEditor, projectViewer].includes(roleId);
}

function role(
	id: string,
	name: string,
	permissionIds: readonly string[],
): Role {
	return { id, name, permissions: permissionIds };
}

function permission(
	action: string,
	resource: string,
	name: string,
): Permission {
	return { id: `${resource}:${action}`, name, action, resource };
}
