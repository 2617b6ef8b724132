import { describe, expect, test } from "vitest";
import { createTestMachine, who } from "../test/machine.js";

describe("orgs", () => {
	test("[EM6] whoever makes an org owns it", () => {
		const { ok, no, id } = createTestMachine();
		const org = ok("zoe", "CreateOrg", { name: "Pier", description: "Wet" });
		expect(org).toMatchObject({
			name: "Pier",
			description: "Wet",
			logoUrl: "",
		});
		expect(
			ok("zoe", "GetOrgUser", { id: org.id, userId: id("zoe") }).role,
		).toBe("OrgOwner");
		expect(no("zoe", "DeleteOrg", { id: org.id })).toBe("OK");
	});

	test("[EM5] an update replaces every writable field", () => {
		const { ok, orgId } = createTestMachine();
		const all = { id: orgId, name: "A", description: "B", logoUrl: "C" };
		expect(ok("owner", "UpdateOrg", all)).toMatchObject(all);
		const updated = ok("owner", "UpdateOrg", { id: orgId, name: "D" });
		expect(updated).toMatchObject({ name: "D", description: "", logoUrl: "" });
		expect(ok("owner", "GetOrg", { id: orgId })).toEqual(updated);
	});

	test("[EM7] the mark moves with each change of the org and of nothing else", () => {
		const { ok, orgId, id } = createTestMachine();
		const mark = () =>
			ok("owner", "GetOrg", { id: orgId }).audit.updated.timestamp;
		const before = mark();
		ok("owner", "CreateOrgUser", {
			id: orgId,
			userId: id("zoe"),
			roleId: "OrgViewer",
		});
		ok("owner", "CreateProject", { orgId, name: "New" });
		expect(mark()).toBe(before);
		ok("owner", "UpdateOrg", { id: orgId, name: "Same" });
		const first = mark();
		ok("owner", "UpdateOrg", { id: orgId, name: "Same" });
		expect(new Set([before, first, mark()]).size).toBe(3);
		expect(mark()).toMatch(/^\d+$/);
	});

	test("[EM7] the audit says who made and who changed it", () => {
		const { ok, orgId, id, direct } = createTestMachine();
		direct.setOrgRole(orgId, who.zoe, "OrgOwner");
		const { audit } = ok("zoe", "UpdateOrg", { id: orgId, name: "Pier" });
		expect(audit.created.by).toEqual({ id: id("owner"), name: "owner" });
		expect(audit.updated.by).toEqual({ id: id("zoe"), name: "zoe" });
	});

	test("[EM22] someone sees the orgs of which they are a member", () => {
		const { ok, orgId } = createTestMachine();
		const seen = (person: "owner" | "viewer" | "eve" | "zoe") =>
			ok(person, "ListOrgs").orgs.map((org) => org.id);
		expect(seen("owner")).toEqual([orgId]);
		expect(seen("viewer")).toEqual([orgId]);
		expect(seen("eve")).toEqual([]);
		expect(seen("zoe")).toEqual([]);
	});

	test("[EM23] a hidden org and one that is not there are both not found", () => {
		const { no, orgId } = createTestMachine();
		for (const rpc of ["GetOrg", "DeleteOrg", "ListOrgUsers"] as const) {
			expect(no("zoe", rpc, { id: orgId })).toBe("NOT_FOUND NOT_FOUND");
			expect(no("owner", rpc, { id: "none" })).toBe("NOT_FOUND NOT_FOUND");
		}
	});

	test("[EM24] only an owner renames, deletes, and sees usage", () => {
		const { no, orgId } = createTestMachine();
		for (const person of ["editor", "viewer"] as const) {
			for (const rpc of ["DeleteOrg", "ListUsageSummaries"] as const)
				expect(no(person, rpc, { id: orgId })).toBe(
					"PERMISSION_DENIED ROLE_NOT_SUFFICIENT",
				);
			expect(no(person, "UpdateOrg", { id: orgId, name: "X" })).toBe(
				"PERMISSION_DENIED ROLE_NOT_SUFFICIENT",
			);
		}
		expect(no("owner", "UpdateOrg", { id: orgId, name: "X" })).toBe("OK");
	});

	test("[EM25] a name is not empty and not longer than 255 characters", () => {
		const { no, orgId } = createTestMachine();
		const bad = ["", "   ", "x".repeat(256)];
		for (const name of bad) {
			const invalid = "INVALID_ARGUMENT INVALID_NAME";
			expect(no("zoe", "CreateOrg", { name })).toBe(invalid);
			expect(no("owner", "UpdateOrg", { id: orgId, name })).toBe(invalid);
			expect(no("owner", "CreateProject", { orgId, name })).toBe(invalid);
		}
		expect(no("zoe", "CreateOrg", { name: "😀".repeat(255) })).toBe("OK");
	});

	test("[EM31] an org with an active subscription is not deleted", () => {
		const { no, ok, orgId, direct } = createTestMachine();
		direct.changeOrg(orgId, { subscriptionId: "sub" });
		expect(ok("owner", "GetOrg", { id: orgId }).subscriptionId).toBe("sub");
		expect(no("owner", "DeleteOrg", { id: orgId })).toBe(
			"FAILED_PRECONDITION ACTIVE_SUBSCRIPTION",
		);
		direct.changeOrg(orgId, { subscriptionId: "" });
		expect(no("owner", "DeleteOrg", { id: orgId })).toBe("OK");
	});

	test("[EM31] an org goes with its projects and memberships", () => {
		const { ok, no, machine, orgId, lampId } = createTestMachine();
		ok("owner", "DeleteOrg", { id: orgId });
		const { orgs, projects, orgUsers, projectUsers } = machine.state();
		expect(
			[orgs, projects, orgUsers, projectUsers].map((table) => table.size),
		).toEqual([0, 0, 0, 0]);
		expect(no("owner", "GetProject", { id: lampId })).toBe(
			"NOT_FOUND NOT_FOUND",
		);
	});

	test("[EM33] quotas of orgs, projects and users are kept", () => {
		const { no, ok, orgId, id, direct } = createTestMachine();
		const full = "RESOURCE_EXHAUSTED QUOTA_REACHED";
		direct.changeAccount(who.owner, { orgQuota: 1 });
		expect(no("owner", "CreateOrg", { name: "More" })).toBe(full);
		direct.changeOrg(orgId, { projectQuota: 3, userQuota: 3 });
		ok("owner", "CreateProject", { orgId, name: "Third" });
		expect(no("owner", "CreateProject", { orgId, name: "Fourth" })).toBe(full);
		expect(
			no("owner", "CreateOrgUser", {
				id: orgId,
				userId: id("zoe"),
				roleId: "OrgViewer",
			}),
		).toBe(full);
		expect(ok("owner", "ListUsageSummaries", { id: orgId })).toEqual({
			usageSummaries: [
				{ metric: "projects", usage: "3", quota: "3" },
				{ metric: "users", usage: "3", quota: "3" },
			],
		});
	});

	test("[EM33] no quota is shown as -1", () => {
		const { ok, orgId } = createTestMachine();
		const { usageSummaries } = ok("owner", "ListUsageSummaries", { id: orgId });
		expect(usageSummaries.map(({ quota }) => quota)).toEqual(["-1", "-1"]);
	});
});
