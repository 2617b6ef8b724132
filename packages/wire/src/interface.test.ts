import { getOption } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { http, services } from "./index.js";

/** Every request: its fields by number, from the contract, as `number:name`. */
const requests: Readonly<Record<string, string>> = {
	ListOrgs: "",
	GetOrg: "1:id",
	CreateOrg: "1:name 2:description 3:logo_url",
	UpdateOrg: "1:id 2:name 3:description 4:logo_url",
	DeleteOrg: "1:id",
	ListOrgUsers: "1:id",
	GetOrgUser: "1:id 2:user_id",
	CreateOrgUser: "1:id 2:user_id 3:role_id",
	DeleteOrgUser: "1:id 2:user_id",
	ListUsageSummaries: "1:id",
	ListOrgProjects: "1:org_id",
	ListUserProjects: "",
	GetProject: "1:id",
	CreateProject: "1:name 2:description 3:org_id",
	UpdateProject: "1:id 2:name 3:description",
	DeleteProject: "1:id",
	ListProjectUsers: "1:id",
	GetProjectUser: "1:id 2:user_id",
	CreateProjectUser: "1:id 2:user_id 3:role_id",
	DeleteProjectUser: "1:id 2:user_id",
	CreateUser: "1:email 2:password 3:name 4:phone 5:organization",
	UpdateUser: "1:id 2:name 3:phone",
	GetUser: "1:id",
	DeleteUser: "1:id",
	GetUserByEmail: "1:email",
	SignInWithEmail: "1:email 2:password",
	SignInWithCustomToken: "1:token",
	RefreshToken: "1:refresh_token",
	CreateCustomToken: "",
	ListCustomTokens: "",
	DeleteCustomToken: "1:token",
	ChangePassword: "1:password",
	GetConfigs: "",
};

const calls = services.flatMap(({ methods }) => methods);

test("[WI2] every call is there, unary, with its request's fields by number", () => {
	const found = calls.map(({ name, input }) => [
		name,
		input.fields.map((field) => `${field.number}:${field.name}`).join(" "),
	]);
	expect(Object.fromEntries(found)).toEqual(requests);
	expect(new Set(calls.map(({ methodKind }) => methodKind))).toEqual(
		new Set(["unary"]),
	);
});

test("[WI2] every call belongs to its service of package api", () => {
	expect(services.map(({ typeName }) => typeName)).toEqual([
		"api.OrgService",
		"api.ProjectService",
		"api.UserService",
		"api.ConfigService",
	]);
	expect(services.map(({ methods }) => methods.length)).toEqual([
		10, 10, 12, 1,
	]);
});

test("[WI3] every call has one route of its own, and POST and PUT carry the message as body", () => {
	const routes = calls.map((call) => getOption(call, http));
	for (const { pattern, body } of routes) {
		expect(pattern.value).toMatch(/^\/api\/v1\//);
		const hasBody = pattern.case === "post" || pattern.case === "put";
		expect(body).toBe(hasBody ? "*" : "");
	}
	const places = routes.map(
		({ pattern }) => `${pattern.case} ${pattern.value}`,
	);
	expect(new Set(places).size).toBe(calls.length);
	expect(places).toContain("delete /api/v1/projects/{id}/users/{user_id}");
	expect(places).toContain("post /api/v1/users:signInWithEmail");
});
