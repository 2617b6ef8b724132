import { describe, expect, test } from "vitest";
import { buildFixture } from "../fixture/build.js";
import { createTestMachine, type Who, who } from "../test/machine.js";
import { signInRest } from "../test/rest.js";
import {
	completeQuirks,
	type QuirkName,
	type Quirks,
	quirkNames,
	quirkWays,
	unusualQuirks,
} from "./quirks.js";

/** What can be observed of each quirk, first its usual way, then the other. A new quirk does not compile without a row. */
const observed: {
	readonly [Q in QuirkName]: (quirks: Partial<Quirks>, other: boolean) => void;
} = {
	memberNames: (quirks, other) => {
		const { get, orgId } = signInRest(quirks);
		const org = get(`/orgs/${orgId}`);
		expect("logoUrl" in org).toBe(!other);
		expect("logo_url" in org).toBe(other);
		const users = get(`/orgs/${orgId}/users`);
		expect(Object.keys(users)).toEqual(["orgUsers", "externalUsers"]);
	},
	emptyFields: (quirks, other) => {
		const { get, orgId, call } = signInRest(quirks);
		expect("logoUrl" in get(`/orgs/${orgId}`)).toBe(!other);
		call("DELETE", `/orgs/${orgId}`);
		expect(get("/orgs")).toEqual(other ? {} : { orgs: [] });
	},
	listOrder: (quirks, other) => {
		const { get, orgId } = signInRest(quirks);
		const orders = Array.from({ length: 12 }, () =>
			JSON.stringify(get(`/orgs/${orgId}/users`).orgUsers),
		);
		expect(new Set(orders).size > 1).toBe(other);
	},
	unknownMembers: (quirks, other) => {
		const { get, orgId } = signInRest(quirks);
		expect("xUnheardOf" in get(`/orgs/${orgId}`)).toBe(other);
	},
	unknownRoles: (quirks, other) => {
		const { no, ok, orgId, id } = createTestMachine({ quirks });
		const ids = ok("zoe", "GetConfigs").roles.map((role) => role.id);
		expect(ids.includes("OrgAuditor")).toBe(other);
		const auditor = { id: orgId, userId: id("zoe"), roleId: "OrgAuditor" };
		expect(no("owner", "CreateOrgUser", auditor)).toBe(
			other ? "OK" : "INVALID_ARGUMENT INVALID_ROLE",
		);
		const orgs = Array.from({ length: 20 }, (_, n) => ({ name: `Org ${n}` }));
		const built = buildFixture(
			{ orgs },
			{ seed: "s", quirks: completeQuirks(quirks) },
		);
		expect(JSON.stringify(built.changes).includes("OrgAuditor")).toBe(other);
	},
	names: (quirks, other) => {
		const { ok } = createTestMachine({ quirks });
		const sent = "  North   Pier ";
		const org = ok("zoe", "CreateOrg", { name: sent, description: sent });
		const kept = other ? "North Pier" : sent;
		expect([org.name, org.description]).toEqual([kept, kept]);
		const mira = { name: "Mira", email: "Mira@Example.com" };
		expect(ok("owner", "CreateUser", mira).email).toBe(
			other ? "mira@example.com" : "Mira@Example.com",
		);
	},
	hiddenThings: (quirks, other) => {
		const { no, orgId, lampId, id } = createTestMachine({ quirks });
		const hidden = other
			? "PERMISSION_DENIED ROLE_NOT_SUFFICIENT"
			: "NOT_FOUND NOT_FOUND";
		expect(no("zoe", "GetOrg", { id: orgId })).toBe(hidden);
		expect(no("zoe", "GetProject", { id: lampId })).toBe(hidden);
		expect(no("zoe", "GetUser", { id: id("owner") })).toBe(hidden);
		expect(no("zoe", "GetOrg", { id: "none" })).toBe("NOT_FOUND NOT_FOUND");
	},
	auditMark: (quirks, other) => {
		const { ok, orgId, id, pass } = createTestMachine({ quirks });
		const mark = () =>
			ok("owner", "GetOrg", { id: orgId }).audit.updated.timestamp;
		const rename = () => ok("owner", "UpdateOrg", { id: orgId, name: "X" });
		rename();
		const first = mark();
		rename();
		expect(mark() === first).toBe(other);
		pass(20_000);
		const before = mark();
		const zoe = { id: orgId, userId: id("zoe"), roleId: "OrgViewer" };
		ok("owner", "CreateOrgUser", zoe);
		expect(mark() !== before).toBe(other);
	},
	orgProjects: (quirks, other) => {
		const { ok, no, orgId, foghornId } = createTestMachine({ quirks });
		const { projects } = ok("viewer", "ListOrgProjects", { orgId });
		expect(projects).toHaveLength(other ? 2 : 1);
		expect(no("viewer", "GetProject", { id: foghornId })).toBe(
			other ? "OK" : "NOT_FOUND NOT_FOUND",
		);
	},
	externalOrg: (quirks, other) => {
		const { ok, no, orgId } = createTestMachine({ quirks });
		expect(ok("eve", "ListOrgs").orgs).toHaveLength(other ? 1 : 0);
		expect(no("eve", "GetOrg", { id: orgId })).toBe(
			other ? "OK" : "NOT_FOUND NOT_FOUND",
		);
		expect(no("zoe", "GetOrg", { id: orgId })).toBe("NOT_FOUND NOT_FOUND");
	},
	removedMember: (quirks, other) => {
		const { ok, orgId, id } = createTestMachine({ quirks });
		ok("owner", "DeleteOrgUser", { id: orgId, userId: id("viewer") });
		const { projects } = ok("viewer", "ListUserProjects");
		expect(projects).toHaveLength(other ? 0 : 1);
	},
	ownerWithoutProjectRole: (quirks, other) => {
		const { no, direct, orgId, lampId } = createTestMachine({ quirks });
		direct.setOrgRole(orgId, who.zoe, "OrgOwner");
		expect(no("zoe", "UpdateProject", { id: lampId, name: "X" })).toBe("OK");
		expect(no("zoe", "DeleteProject", { id: lampId })).toBe(
			other ? "OK" : "PERMISSION_DENIED ROLE_NOT_SUFFICIENT",
		);
	},
	externalRole: (quirks, other) => {
		const { ok, orgId } = createTestMachine({ quirks });
		const { externalUsers } = ok("owner", "ListOrgUsers", { id: orgId });
		expect(externalUsers[0]?.role).toBe(other ? "" : "OrgExternal");
	},
	viewOnly: (quirks, other) => {
		const { no, direct, orgId } = createTestMachine({ quirks });
		direct.changeOrg(orgId, { viewOnly: true });
		const refused = "FAILED_PRECONDITION ORG_VIEW_ONLY";
		expect(no("owner", "CreateProject", { orgId, name: "X" })).toBe(refused);
		expect(no("owner", "UpdateOrg", { id: orgId, name: "X" })).toBe(
			other ? "OK" : refused,
		);
	},
	subscription: (quirks, other) => {
		const { ok, no, direct, orgId } = createTestMachine({ quirks });
		direct.changeOrg(orgId, { subscriptionId: "sub" });
		const { subscriptionId } = ok("owner", "GetOrg", { id: orgId });
		expect(subscriptionId).toBe(other ? "" : "sub");
		expect(no("owner", "DeleteOrg", { id: orgId })).toBe(
			"FAILED_PRECONDITION ACTIVE_SUBSCRIPTION",
		);
	},
	wrongSignIn: (quirks, other) => {
		const { call } = signInRest(quirks);
		const wrong = { email: who.zoe, password: "wrong-1234" };
		const { status } = call("POST", "/users:signInWithEmail", wrong);
		expect(status).toBe(other ? 400 : 401);
	},
	// Seen in what becomes of a write that is made to fail: misbehave.test.ts.
	failedWrites: (quirks, other) => {
		expect(completeQuirks(quirks).failedWrites === "done").toBe(other);
	},
	refusalDetails: (quirks, other) => {
		const { call } = signInRest(quirks);
		const { status, body } = call("GET", "/orgs/none");
		expect(status).toBe(404);
		expect(body.code).toBe(5);
		expect(body.message).not.toBe("");
		expect(body.details).toHaveLength(other ? 0 : 1);
	},
	oldBearer: (quirks, other) => {
		const { call, get, tokens } = signInRest(quirks);
		const { refreshToken } = tokens;
		call("POST", "/users:refreshToken", { refreshToken });
		expect("orgs" in get("/orgs")).toBe(!other);
	},
	organization: (quirks, other) => {
		const { ok, machine, orgId } = createTestMachine({ quirks });
		for (const organization of ["Lighthouse", orgId, "Elsewhere"])
			ok("owner", "CreateUser", {
				name: "Mira",
				email: `m${organization.length}@example.com`,
				organization,
			});
		const viewers = [...machine.state().orgUsers.values()].filter(
			(member) => member.role === "OrgViewer",
		);
		expect(viewers).toHaveLength(other ? 3 : 1);
	},
};

describe.each(quirkNames)("[EM36] %s", (name) => {
	const [usual, other] = quirkWays[name];
	test(`${usual} is the default`, () => observed[name]({}, false));
	test(`${other} is the other way`, () =>
		observed[name]({ [name]: other }, true));
});

test("[EM36] a quirk can be changed while the machine runs", () => {
	const { machine, no, orgId } = createTestMachine();
	expect(no("zoe", "GetOrg", { id: orgId })).toBe("NOT_FOUND NOT_FOUND");
	machine.setQuirks({ hiddenThings: "denied" });
	expect(no("zoe", "GetOrg", { id: orgId })).toBe(
		"PERMISSION_DENIED ROLE_NOT_SUFFICIENT",
	);
});

test("[EM36] with every quirk at once the calls still answer", () => {
	const { ok, no, orgId } = createTestMachine({ quirks: unusualQuirks });
	const people: readonly Who[] = ["owner", "editor", "viewer", "eve"];
	for (const person of people) {
		expect(ok(person, "ListOrgs").orgs).toHaveLength(1);
		expect(no(person, "GetOrg", { id: orgId })).toBe("OK");
	}
	expect(Object.values(unusualQuirks)).toEqual(
		quirkNames.map((name) => quirkWays[name][1]),
	);
});
