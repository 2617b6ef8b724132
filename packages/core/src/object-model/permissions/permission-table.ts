/** What the signed-in person may want to do in an org. */
export const actions = [
	"updateOrg",
	"deleteOrg",
	"addUser",
	"createUser",
	"removeUser",
	"createProject",
	"updateProject",
	"deleteProject",
] as const;
export type Action = (typeof actions)[number];

/** The org roles as published. */
export const orgRoles = ["Owner", "Editor", "Viewer", "External"] as const;
export type OrgRole = (typeof orgRoles)[number];

/** Which org roles allow an action, and the rule in words. */
export interface PermissionRule {
	readonly roles: readonly OrgRole[];
	readonly rule: string;
	/** A role in the project, which is not known here, may allow it too. */
	readonly byProjectRole: boolean;
}

const inOrg = (roles: readonly OrgRole[], rule: string): PermissionRule => ({
	roles,
	rule,
	byProjectRole: false,
});
const inProject = (rule: string): PermissionRule => ({
	roles: ["Owner"],
	rule,
	byProjectRole: true,
});
const users = "Adding, creating and removing users takes the org role Owner.";

/** The Engine's published table of roles, as data. */
export const permissionTable: Readonly<Record<Action, PermissionRule>> = {
	updateOrg: inOrg(["Owner"], "Changing an org takes the org role Owner."),
	deleteOrg: inOrg(["Owner"], "Deleting an org takes the org role Owner."),
	addUser: inOrg(["Owner"], users),
	createUser: inOrg(["Owner"], users),
	removeUser: inOrg(["Owner"], users),
	createProject: inOrg(
		["Owner", "Editor"],
		"Creating a project takes the org role Owner or Editor.",
	),
	updateProject: inProject(
		"Changing a project takes the project role Owner or Editor, or the org role Owner.",
	),
	deleteProject: inProject(
		"Deleting a project takes the project role Owner, or the org role Owner.",
	),
};
