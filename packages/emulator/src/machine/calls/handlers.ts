import { answer, type Handler, type OpenHandler } from "../context.js";
import { catalogue } from "../roles.js";
import type { RpcName } from "../rpcs.js";
import * as orgUsers from "./org-users.js";
import * as orgs from "./orgs.js";
import * as projectUsers from "./project-users.js";
import * as projects from "./projects.js";
import * as signIn from "./sign-in.js";
import * as users from "./users.js";

export type OpenRpcName =
	| "SignInWithEmail"
	| "SignInWithCustomToken"
	| "RefreshToken";

/** The calls that are made to get a bearer, and so need none. */
export const openHandlers: { readonly [N in OpenRpcName]: OpenHandler<N> } = {
	SignInWithEmail: signIn.signInWithEmail,
	SignInWithCustomToken: signIn.signInWithCustomToken,
	RefreshToken: signIn.refreshToken,
};

const getConfigs: Handler<"GetConfigs"> = ({ quirks }) =>
	answer(catalogue(quirks));

export const handlers: {
	readonly [N in Exclude<RpcName, OpenRpcName>]: Handler<N>;
} = {
	ListOrgs: orgs.listOrgs,
	GetOrg: orgs.getOrg,
	CreateOrg: orgs.createOrg,
	UpdateOrg: orgs.updateOrg,
	DeleteOrg: orgs.deleteOrg,
	ListOrgUsers: orgUsers.listOrgUsers,
	GetOrgUser: orgUsers.getOrgUser,
	CreateOrgUser: orgUsers.createOrgUser,
	DeleteOrgUser: orgUsers.deleteOrgUser,
	ListUsageSummaries: orgs.listUsageSummaries,
	ListOrgProjects: projects.listOrgProjects,
	ListUserProjects: projects.listUserProjects,
	GetProject: projects.getProject,
	CreateProject: projects.createProject,
	UpdateProject: projects.updateProject,
	DeleteProject: projects.deleteProject,
	ListProjectUsers: projectUsers.listProjectUsers,
	GetProjectUser: projectUsers.getProjectUser,
	CreateProjectUser: projectUsers.createProjectUser,
	DeleteProjectUser: projectUsers.deleteProjectUser,
	CreateUser: users.createUser,
	UpdateUser: users.updateUser,
	GetUser: users.getUser,
	DeleteUser: users.deleteUser,
	GetUserByEmail: users.getUserByEmail,
	CreateCustomToken: signIn.createCustomToken,
	ListCustomTokens: signIn.listCustomTokens,
	DeleteCustomToken: signIn.deleteCustomToken,
	ChangePassword: users.changePassword,
	GetConfigs: getConfigs,
};

export function isOpenRpc(rpc: RpcName): rpc is OpenRpcName {
	return Object.hasOwn(openHandlers, rpc);
}
