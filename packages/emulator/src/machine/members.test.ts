import { describe, expect, test } from "vitest";
import { createTestMachine, type Who, who } from "../test/machine.js";

const denied = "PERMISSION_DENIED ROLE_NOT_SUFFICIENT";

describe("members of an org", () => {
	test("[EM27] members and external users are listed apart", () => {
		const { ok, orgId, id } = createTestMachine();
		const { orgUsers, externalUsers } = ok("viewer", "ListOrgUsers", {
			id: orgId,
		});
		expect(orgUsers.map(({ user, role }) => [user.email, role])).toEqual([
			[who.owner, "OrgOwner"],
			[who.editor, "OrgEditor"],
			[who.viewer, "OrgViewer"],
		]);
		expect(externalUsers.map(({ user, role }) => [user.id, role])).toEqual([
			[id("eve"), "OrgExternal"],
		]);
		const one = ok("viewer", "GetOrgUser", { id: orgId, userId: id("eve") });
		expect(one).toEqual(externalUsers[0]);
	});

	test("[EM26] an owner adds an existing user once, with a known role", () => {
		const { ok, no, orgId, id } = createTestMachine();
		const zoe = { id: orgId, userId: id("zoe"), roleId: "OrgEditor" };
		expect(no("editor", "CreateOrgUser", zoe)).toBe(denied);
		const invalid = "INVALID_ARGUMENT INVALID_ROLE";
		for (const roleId of ["", "Boss", "ProjectViewer", "OrgExternal"])
			expect(no("owner", "CreateOrgUser", { ...zoe, roleId })).toBe(invalid);
		expect(no("owner", "CreateOrgUser", { ...zoe, userId: "none" })).toBe(
			"NOT_FOUND NOT_FOUND",
		);
		expect(ok("owner", "CreateOrgUser", zoe)).toMatchObject({
			user: { email: who.zoe },
			role: "OrgEditor",
		});
		expect(no("owner", "CreateOrgUser", zoe)).toBe(
			"ALREADY_EXISTS ALREADY_MEMBER",
		);
	});

	test("[EM28] a removed member keeps its projects and is external, and loses them when removed again", () => {
		const { ok, no, orgId, id, lampId } = createTestMachine();
		const editor = { id: orgId, userId: id("editor") };
		ok("owner", "DeleteOrgUser", editor);
		expect(ok("editor", "ListOrgs").orgs).toEqual([]);
		expect(ok("editor", "GetProject", { id: lampId }).org.name).toBe(
			"Lighthouse",
		);
		expect(ok("owner", "GetOrgUser", editor).role).toBe("OrgExternal");
		ok("owner", "DeleteOrgUser", editor);
		expect(no("editor", "GetProject", { id: lampId })).toBe(
			"NOT_FOUND NOT_FOUND",
		);
		expect(no("owner", "DeleteOrgUser", editor)).toBe("NOT_FOUND NOT_FOUND");
		expect(no("owner", "GetOrgUser", editor)).toBe("NOT_FOUND NOT_FOUND");
	});

	test("[EM29] the last owner stays", () => {
		const { no, orgId, id, direct } = createTestMachine();
		const owner = { id: orgId, userId: id("owner") };
		const last = "FAILED_PRECONDITION LAST_OWNER";
		expect(no("owner", "DeleteOrgUser", owner)).toBe(last);
		direct.setOrgRole(orgId, who.zoe, "OrgOwner");
		expect(no("owner", "DeleteOrgUser", owner)).toBe("OK");
	});

	test("[EM29] an external user who is a project's last owner stays", () => {
		const { no, ok, orgId, id, direct } = createTestMachine();
		direct.setOrgRole(orgId, who.zoe, "OrgOwner");
		const owner = { id: orgId, userId: id("owner") };
		ok("zoe", "DeleteOrgUser", owner);
		expect(no("zoe", "DeleteOrgUser", owner)).toBe(
			"FAILED_PRECONDITION LAST_OWNER",
		);
	});

	test("[EM24] only owners remove members", () => {
		const { no, orgId, id } = createTestMachine();
		const viewer = { id: orgId, userId: id("viewer") };
		expect(no("editor", "DeleteOrgUser", viewer)).toBe(denied);
		expect(no("viewer", "DeleteOrgUser", viewer)).toBe(denied);
		expect(no("owner", "DeleteOrgUser", viewer)).toBe("OK");
	});
});

describe("members of a project", () => {
	test("[EM24] whoever sees the project sees its members", () => {
		const { ok, no, lampId, id } = createTestMachine();
		const { projectUsers } = ok("eve", "ListProjectUsers", { id: lampId });
		expect(projectUsers.map(({ role }) => role)).toEqual([
			"ProjectOwner",
			"ProjectEditor",
			"ProjectViewer",
			"ProjectViewer",
		]);
		const eve = { id: lampId, userId: id("eve") };
		expect(ok("eve", "GetProjectUser", eve)).toEqual(projectUsers[3]);
		const zoe = { id: lampId, userId: id("zoe") };
		expect(no("eve", "GetProjectUser", zoe)).toBe("NOT_FOUND NOT_FOUND");
		expect(no("zoe", "ListProjectUsers", zoe)).toBe("NOT_FOUND NOT_FOUND");
	});

	test("[EM26] a project owner adds an existing user once, with a known role", () => {
		const { no, lampId, id } = createTestMachine();
		const zoe = { id: lampId, userId: id("zoe"), roleId: "ProjectEditor" };
		expect(no("editor", "CreateProjectUser", zoe)).toBe(denied);
		for (const roleId of ["", "OrgViewer"])
			expect(no("owner", "CreateProjectUser", { ...zoe, roleId })).toBe(
				"INVALID_ARGUMENT INVALID_ROLE",
			);
		const none = { ...zoe, userId: "none" };
		expect(no("owner", "CreateProjectUser", none)).toBe("NOT_FOUND NOT_FOUND");
		expect(no("owner", "CreateProjectUser", zoe)).toBe("OK");
		expect(no("owner", "CreateProjectUser", zoe)).toBe(
			"ALREADY_EXISTS ALREADY_MEMBER",
		);
	});

	test.each<[Who, string]>([
		["zoe", "INVALID_ARGUMENT ROLE_NOT_ALLOWED"],
		["viewer", "OK"],
	])("[EM30] making %s a project owner: %s", (person, verdict) => {
		const { no, foghornId, id } = createTestMachine();
		const made = {
			id: foghornId,
			userId: id(person),
			roleId: "ProjectOwner",
		};
		expect(no("owner", "CreateProjectUser", made)).toBe(verdict);
	});

	test("[EM29] the last project owner stays, others go", () => {
		const { no, lampId, id } = createTestMachine();
		const remove = (person: Who) =>
			no("owner", "DeleteProjectUser", { id: lampId, userId: id(person) });
		expect(remove("owner")).toBe("FAILED_PRECONDITION LAST_OWNER");
		expect(remove("eve")).toBe("OK");
		expect(remove("eve")).toBe("NOT_FOUND NOT_FOUND");
	});
});
