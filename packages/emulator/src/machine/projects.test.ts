import { expect, test } from "vitest";
import { createTestMachine, type Who, who } from "../test/machine.js";

const denied = "PERMISSION_DENIED ROLE_NOT_SUFFICIENT";

test("[EM6] owners and editors of an org create projects and own them", () => {
	const { ok, no, orgId, id } = createTestMachine();
	const project = ok("editor", "CreateProject", { orgId, name: "Stairs" });
	expect(project).toMatchObject({
		name: "Stairs",
		description: "",
		org: { id: orgId, name: "Lighthouse" },
	});
	const made = { id: project.id, userId: id("editor") };
	expect(ok("editor", "GetProjectUser", made).role).toBe("ProjectOwner");
	expect(no("viewer", "CreateProject", { orgId, name: "X" })).toBe(denied);
	expect(no("eve", "CreateProject", { orgId, name: "X" })).toBe(
		"NOT_FOUND NOT_FOUND",
	);
	expect(no("owner", "CreateProject", { orgId: "none", name: "X" })).toBe(
		"NOT_FOUND NOT_FOUND",
	);
});

test("[EM22] an owner sees all projects of the org, others their own", () => {
	const { ok, no, orgId, foghornId } = createTestMachine();
	const names = (person: Who) =>
		ok(person, "ListOrgProjects", { orgId }).projects.map((p) => p.name);
	expect(names("owner")).toEqual(["Lamp", "Foghorn"]);
	expect(names("editor")).toEqual(["Lamp"]);
	expect(no("eve", "ListOrgProjects", { orgId })).toBe("NOT_FOUND NOT_FOUND");
	const own = (person: Who) =>
		ok(person, "ListUserProjects").projects.map((p) => p.name);
	expect(own("owner")).toEqual(["Lamp", "Foghorn"]);
	expect(own("eve")).toEqual(["Lamp"]);
	expect(own("zoe")).toEqual([]);
	expect(no("editor", "GetProject", { id: foghornId })).toBe(
		"NOT_FOUND NOT_FOUND",
	);
});

test.each<[Who, string, string]>([
	["owner", "OK", "OK"],
	["editor", "OK", denied],
	["viewer", denied, denied],
	["eve", denied, denied],
	["zoe", "NOT_FOUND NOT_FOUND", "NOT_FOUND NOT_FOUND"],
])(
	"[EM24] %s renames a project: %s, deletes it: %s",
	(person, rename, remove) => {
		const { no, lampId } = createTestMachine();
		expect(no(person, "UpdateProject", { id: lampId, name: "Lens" })).toBe(
			rename,
		);
		expect(no(person, "DeleteProject", { id: lampId })).toBe(remove);
	},
);

test("[EM24] an org owner without a role in a project renames it but does not delete it", () => {
	const { no, direct, orgId, lampId } = createTestMachine();
	direct.setOrgRole(orgId, who.zoe, "OrgOwner");
	expect(no("zoe", "UpdateProject", { id: lampId, name: "Lens" })).toBe("OK");
	expect(no("zoe", "DeleteProject", { id: lampId })).toBe(denied);
});

test("[EM5] a project update replaces every writable field and moves its mark", () => {
	const { ok, lampId } = createTestMachine();
	const all = { id: lampId, name: "Lens", description: "Big" };
	const first = ok("owner", "UpdateProject", all);
	expect(first).toMatchObject(all);
	const second = ok("owner", "UpdateProject", { id: lampId, name: "Lens" });
	expect(second.description).toBe("");
	expect(second.audit.updated.timestamp).not.toBe(
		first.audit.updated.timestamp,
	);
	expect(second.audit.created).toEqual(first.audit.created);
});

test("[EM31] a deleted project takes its memberships with it", () => {
	const { ok, machine, lampId, orgId } = createTestMachine();
	ok("owner", "DeleteProject", { id: lampId });
	const left = [...machine.state().projectUsers.values()];
	expect(left.some((member) => member.projectId === lampId)).toBe(false);
	expect(ok("owner", "ListOrgUsers", { id: orgId }).externalUsers).toEqual([]);
});
