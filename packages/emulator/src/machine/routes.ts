import { matchPath } from "./path.js";
import type { RpcName } from "./rpcs.js";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

export interface Route {
	readonly method: Method;
	/** Segments in braces name members of the request. */
	readonly path: string;
	readonly rpc: RpcName;
}

/** REST as a table over the rpcs. Where two paths match, the one with more literal segments wins. */
export const routes: readonly Route[] = [
	route("GET", "/api/v1/orgs", "ListOrgs"),
	route("GET", "/api/v1/orgs/{id}", "GetOrg"),
	route("POST", "/api/v1/orgs", "CreateOrg"),
	route("PUT", "/api/v1/orgs/{id}", "UpdateOrg"),
	route("DELETE", "/api/v1/orgs/{id}", "DeleteOrg"),
	route("GET", "/api/v1/orgs/{id}/users", "ListOrgUsers"),
	route("GET", "/api/v1/orgs/{id}/users/{userId}", "GetOrgUser"),
	route("POST", "/api/v1/orgs/{id}/users", "CreateOrgUser"),
	route("DELETE", "/api/v1/orgs/{id}/users/{userId}", "DeleteOrgUser"),
	route("GET", "/api/v1/orgs/{id}/usageSummaries", "ListUsageSummaries"),
	route("GET", "/api/v1/orgs/{orgId}/projects", "ListOrgProjects"),
	route("GET", "/api/v1/projects", "ListUserProjects"),
	route("GET", "/api/v1/projects/{id}", "GetProject"),
	route("POST", "/api/v1/projects", "CreateProject"),
	route("PUT", "/api/v1/projects/{id}", "UpdateProject"),
	route("DELETE", "/api/v1/projects/{id}", "DeleteProject"),
	route("GET", "/api/v1/projects/{id}/users", "ListProjectUsers"),
	route("GET", "/api/v1/projects/{id}/users/{userId}", "GetProjectUser"),
	route("POST", "/api/v1/projects/{id}/users", "CreateProjectUser"),
	route("DELETE", "/api/v1/projects/{id}/users/{userId}", "DeleteProjectUser"),
	route("POST", "/api/v1/users", "CreateUser"),
	route("GET", "/api/v1/users", "GetUserByEmail"),
	route("POST", "/api/v1/users:signInWithEmail", "SignInWithEmail"),
	route("POST", "/api/v1/users:signInWithCustomToken", "SignInWithCustomToken"),
	route("POST", "/api/v1/users:refreshToken", "RefreshToken"),
	route("POST", "/api/v1/users:changePassword", "ChangePassword"),
	route("POST", "/api/v1/users/tokens", "CreateCustomToken"),
	route("GET", "/api/v1/users/tokens", "ListCustomTokens"),
	route("DELETE", "/api/v1/users/tokens/{token}", "DeleteCustomToken"),
	route("PUT", "/api/v1/users/{id}", "UpdateUser"),
	route("GET", "/api/v1/users/{id}", "GetUser"),
	route("DELETE", "/api/v1/users/{id}", "DeleteUser"),
	route("GET", "/api/v1/configs", "GetConfigs"),
];

export interface RouteMatch {
	readonly route: Route;
	readonly parameters: Readonly<Record<string, string>>;
}

export type RouteResult =
	| { readonly kind: "found"; readonly match: RouteMatch }
	| { readonly kind: "wrongMethod"; readonly allowed: readonly Method[] }
	| { readonly kind: "unknown" };

export function findRoute(method: string, path: string): RouteResult {
	const matches = routes
		.flatMap((route) => {
			const parameters = matchPath(route.path, path);
			return parameters === undefined ? [] : [{ route, parameters }];
		})
		.sort((a, b) => variablesOf(a) - variablesOf(b));
	const match = matches.find((one) => one.route.method === method);
	if (match !== undefined) return { kind: "found", match };
	if (matches.length === 0) return { kind: "unknown" };
	return { kind: "wrongMethod", allowed: matches.map((m) => m.route.method) };
}

function route(method: Method, path: string, rpc: RpcName): Route {
	return { method, path, rpc };
}

function variablesOf(match: RouteMatch): number {
	return Object.keys(match.parameters).length;
}
