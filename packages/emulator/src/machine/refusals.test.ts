import { expect, test } from "vitest";
import { createTestMachine } from "../test/machine.js";

test("[EM35] checks go from visibility over role, form and state to duplicates and quotas", () => {
	const { no, direct, orgId, id } = createTestMachine();
	direct.changeOrg(orgId, { viewOnly: true, userQuota: 0 });
	const member = { id: orgId, userId: id("viewer"), roleId: "" };
	const add = (person: "zoe" | "editor" | "owner", roleId: string) =>
		no(person, "CreateOrgUser", { ...member, roleId });
	expect(add("zoe", "")).toBe("NOT_FOUND NOT_FOUND");
	expect(add("editor", "")).toBe("PERMISSION_DENIED ROLE_NOT_SUFFICIENT");
	expect(add("owner", "")).toBe("INVALID_ARGUMENT INVALID_ROLE");
	expect(add("owner", "OrgViewer")).toBe("FAILED_PRECONDITION ORG_VIEW_ONLY");
	direct.changeOrg(orgId, { viewOnly: false });
	expect(add("owner", "OrgViewer")).toBe("ALREADY_EXISTS ALREADY_MEMBER");
	const zoe = { id: orgId, userId: id("zoe"), roleId: "OrgViewer" };
	expect(no("owner", "CreateOrgUser", zoe)).toBe(
		"RESOURCE_EXHAUSTED QUOTA_REACHED",
	);
});

test("[EM35] a refusal has a message, and a suggestion where a person can do something", () => {
	const { call, direct, orgId, id } = createTestMachine();
	direct.changeOrg(orgId, { subscriptionId: "sub", projectQuota: 0 });
	const refusals = [
		call("owner", "DeleteOrg", { id: orgId }),
		call("owner", "CreateProject", { orgId, name: "X" }),
		call("viewer", "CreateProject", { orgId, name: "X" }),
		call("owner", "DeleteOrgUser", { id: orgId, userId: id("owner") }),
	];
	for (const answer of refusals) {
		if (answer.ok) throw new Error("It should have been refused.");
		expect(answer.status.message).toMatch(/^[A-Z].*\.$/);
		expect(answer.status.details[1]).toHaveProperty("suggestion");
	}
});
