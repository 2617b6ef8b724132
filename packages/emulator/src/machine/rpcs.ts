import type {
	CustomToken,
	Empty,
	Org,
	OrgUser,
	Permission,
	Project,
	ProjectUser,
	Role,
	TokenResponse,
	UsageSummary,
	User,
} from "./messages.js";

/** The members of each request message. All of them are strings on the wire; an absent one is empty. */
export const requestFields = {
	ListOrgs: [],
	GetOrg: ["id"],
	CreateOrg: ["name", "description", "logoUrl"],
	UpdateOrg: ["id", "name", "description", "logoUrl"],
	DeleteOrg: ["id"],
	ListOrgUsers: ["id"],
	GetOrgUser: ["id", "userId"],
	CreateOrgUser: ["id", "userId", "roleId"],
	DeleteOrgUser: ["id", "userId"],
	ListUsageSummaries: ["id"],
	ListOrgProjects: ["orgId"],
	ListUserProjects: [],
	GetProject: ["id"],
	CreateProject: ["name", "description", "orgId"],
	UpdateProject: ["id", "name", "description"],
	DeleteProject: ["id"],
	ListProjectUsers: ["id"],
	GetProjectUser: ["id", "userId"],
	CreateProjectUser: ["id", "userId", "roleId"],
	DeleteProjectUser: ["id", "userId"],
	CreateUser: ["email", "password", "name", "phone", "organization"],
	UpdateUser: ["id", "name", "phone"],
	GetUser: ["id"],
	DeleteUser: ["id"],
	GetUserByEmail: ["email"],
	SignInWithEmail: ["email", "password"],
	SignInWithCustomToken: ["token"],
	RefreshToken: ["refreshToken"],
	CreateCustomToken: [],
	ListCustomTokens: [],
	DeleteCustomToken: ["token"],
	ChangePassword: ["password"],
	GetConfigs: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type RpcName = keyof typeof requestFields;

/** The request message of an rpc: every member present, empty when it was not sent. */
export type RequestOf<N extends RpcName> = Readonly<
	Record<(typeof requestFields)[N][number], string>
>;

export interface Responses {
	readonly ListOrgs: { readonly orgs: readonly Org[] };
	readonly GetOrg: Org;
	readonly CreateOrg: Org;
	readonly UpdateOrg: Org;
	readonly DeleteOrg: Empty;
	readonly ListOrgUsers: {
		readonly orgUsers: readonly OrgUser[];
		readonly externalUsers: readonly OrgUser[];
	};
	readonly GetOrgUser: OrgUser;
	readonly CreateOrgUser: OrgUser;
	readonly DeleteOrgUser: Empty;
	readonly ListUsageSummaries: {
		readonly usageSummaries: readonly UsageSummary[];
	};
	readonly ListOrgProjects: { readonly projects: readonly Project[] };
	readonly ListUserProjects: { readonly projects: readonly Project[] };
	readonly GetProject: Project;
	readonly CreateProject: Project;
	readonly UpdateProject: Project;
	readonly DeleteProject: Empty;
	readonly ListProjectUsers: { readonly projectUsers: readonly ProjectUser[] };
	readonly GetProjectUser: ProjectUser;
	readonly CreateProjectUser: ProjectUser;
	readonly DeleteProjectUser: Empty;
	readonly CreateUser: User;
	readonly UpdateUser: User;
	readonly GetUser: User;
	readonly DeleteUser: Empty;
	readonly GetUserByEmail: User;
	readonly SignInWithEmail: TokenResponse;
	readonly SignInWithCustomToken: TokenResponse;
	readonly RefreshToken: TokenResponse;
	readonly CreateCustomToken: CustomToken;
	readonly ListCustomTokens: { readonly customTokens: readonly CustomToken[] };
	readonly DeleteCustomToken: Empty;
	readonly ChangePassword: Empty;
	readonly GetConfigs: {
		readonly roles: readonly Role[];
		readonly permissions: readonly Permission[];
	};
}

export type ResponseOf<N extends RpcName> = Responses[N];

/** A request with its absent members empty. */
export function completeRequest<N extends RpcName>(
	rpc: N,
	request: Partial<RequestOf<N>>,
): RequestOf<N> {
	const empty = Object.fromEntries(
		requestFields[rpc].map((field) => [field, ""]),
	);
	// Every field of this rpc is there, empty or as given.
	return { ...empty, ...request } as RequestOf<N>;
}

export function isRpcName(name: string): name is RpcName {
	return Object.hasOwn(requestFields, name);
}

/** The calls that leave everything as it is, and so may be answered from a lagging replica. */
export function isRead(rpc: RpcName): boolean {
	return rpc.startsWith("List") || rpc.startsWith("Get");
}
