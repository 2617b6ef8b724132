import { expect, test } from "vitest";
import { signInRest } from "../test/rest.js";
import { routes } from "./routes.js";
import { requestFields } from "./rpcs.js";

test("[EM3] every rpc has exactly one route", () => {
	expect(routes.map((route) => route.rpc).sort()).toEqual(
		Object.keys(requestFields).sort(),
	);
});

test.each(routes)("[EM3] $method $path is $rpc", ({ method, path }) => {
	const { call } = signInRest();
	const filled = path
		.replace("/api/v1", "")
		.replace(/\{\w+\}/g, "unknown-thing");
	const { status, body } = call(method, filled, {});
	expect([200, 400, 401, 404]).toContain(status);
	expect(JSON.stringify(body)).not.toContain("UNKNOWN_ROUTE");
});

test("[EM3] a literal segment wins over a parameter", () => {
	const { get, call } = signInRest();
	expect(get("/users/tokens")).toEqual({ customTokens: [] });
	expect(call("POST", "/users/tokens").body).toHaveProperty("token");
});

test("[EM3] a user is found by an e-mail in the query", () => {
	const { get, id } = signInRest();
	expect(get("/users?email=eve%40example.org").id).toBe(id("eve"));
	expect(get("/users?email=eve@example.org").id).toBe(id("eve"));
	expect(get("/users").code).toBe(3);
});

test("[EM37] members are read in both spellings, and the path wins", () => {
	const { call, orgId, id } = signInRest();
	const users = `/orgs/${orgId}/users`;
	const snake = { id: "other", user_id: id("zoe"), role_id: "OrgViewer" };
	expect(call("POST", users, snake).status).toBe(200);
	const camel = { userId: id("eve"), roleId: "OrgViewer", unheardOf: 1 };
	expect(call("POST", users, camel).status).toBe(200);
	expect(call("POST", "/projects", { org_id: orgId, name: "X" }).status).toBe(
		200,
	);
});

test("[EM38] a body that cannot be read is INVALID_ARGUMENT", () => {
	const { call, orgId } = signInRest();
	for (const body of ["{", "[]", '"text"', "null", '{"name": 7}'])
		expect(call("PUT", `/orgs/${orgId}`, body)).toMatchObject({
			status: 400,
			body: { code: 3 },
		});
	const proto = '{"__proto__": {"name": "x"}}';
	expect(call("PUT", `/orgs/${orgId}`, proto).status).toBe(400);
});

test("[EM5] null and absent empty a field", () => {
	const { call, orgId } = signInRest();
	const named = { name: "A", description: null };
	const { body } = call("PUT", `/orgs/${orgId}`, named);
	expect(body).toMatchObject({ name: "A", description: "", logoUrl: "" });
});

test("[EM39] an unknown path is 404, a wrong method 405", () => {
	const { call } = signInRest();
	expect(call("GET", "/nothing")).toMatchObject({
		status: 404,
		body: { code: 5 },
	});
	expect(call("GET", "/orgs/")).toMatchObject({ status: 404 });
	expect(call("PATCH", "/orgs")).toMatchObject({
		status: 405,
		headers: { allow: "GET, POST" },
		body: { code: 12 },
	});
});

test("[EM40] a refusal is a Status with reason, domain and suggestion", () => {
	const { call, orgId, direct } = signInRest();
	direct.changeOrg(orgId, { subscriptionId: "sub" });
	expect(call("DELETE", `/orgs/${orgId}`)).toMatchObject({
		status: 400,
		body: {
			code: 9,
			message: "An org with an active subscription cannot be deleted.",
			details: [
				{
					"@type": "type.googleapis.com/google.rpc.ErrorInfo",
					reason: "ACTIVE_SUBSCRIPTION",
					domain: "api.aiaengine.com",
					metadata: { org_id: orgId },
				},
				{ suggestion: "Cancel the subscription of the org first." },
			],
		},
	});
});

test("[EM40] each code has its HTTP status", () => {
	const { call, orgId, id, direct } = signInRest();
	const users = `/orgs/${orgId}/users`;
	const member = { userId: id("viewer"), roleId: "OrgViewer" };
	expect(call("POST", users, member).status).toBe(409);
	direct.changeOrg(orgId, { projectQuota: 0 });
	const full = call("POST", "/projects", { orgId, name: "X" });
	expect(full.status).toBe(429);
	expect(full.headers).not.toHaveProperty("retry-after");
	direct.expireTokens();
	expect(call("GET", "/orgs", "").status).toBe(401);
});
