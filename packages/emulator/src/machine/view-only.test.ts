import { expect, test } from "vitest";
import { createTestMachine, type TestMachine } from "../test/machine.js";

type Step = (world: TestMachine) => string;

const creates: Readonly<Record<string, Step>> = {
	CreateProject: ({ no, orgId }) =>
		no("owner", "CreateProject", { orgId, name: "X" }),
	CreateOrgUser: ({ no, orgId, id }) =>
		no("owner", "CreateOrgUser", {
			id: orgId,
			userId: id("zoe"),
			roleId: "OrgViewer",
		}),
	CreateProjectUser: ({ no, lampId, id }) =>
		no("owner", "CreateProjectUser", {
			id: lampId,
			userId: id("zoe"),
			roleId: "ProjectViewer",
		}),
};

const others: Readonly<Record<string, Step>> = {
	UpdateOrg: ({ no, orgId }) =>
		no("owner", "UpdateOrg", { id: orgId, name: "X" }),
	UpdateProject: ({ no, lampId }) =>
		no("owner", "UpdateProject", { id: lampId, name: "X" }),
	DeleteOrgUser: ({ no, orgId, id }) =>
		no("owner", "DeleteOrgUser", { id: orgId, userId: id("viewer") }),
	DeleteProjectUser: ({ no, lampId, id }) =>
		no("owner", "DeleteProjectUser", { id: lampId, userId: id("viewer") }),
	DeleteProject: ({ no, lampId }) =>
		no("owner", "DeleteProject", { id: lampId }),
	DeleteOrg: ({ no, orgId }) => no("owner", "DeleteOrg", { id: orgId }),
};

const refused = "FAILED_PRECONDITION ORG_VIEW_ONLY";

test.each(Object.entries({ ...creates, ...others }))(
	"[EM32] a view-only org refuses %s",
	(_, step) => {
		const world = createTestMachine();
		world.direct.changeOrg(world.orgId, { viewOnly: true });
		expect(step(world)).toBe(refused);
		world.direct.changeOrg(world.orgId, { viewOnly: false });
		expect(step(world)).toBe("OK");
	},
);

test("[EM32] a view-only org answers every read", () => {
	const { direct, no, orgId, lampId } = createTestMachine();
	direct.changeOrg(orgId, { viewOnly: true });
	expect(no("owner", "GetOrg", { id: orgId })).toBe("OK");
	expect(no("owner", "ListOrgUsers", { id: orgId })).toBe("OK");
	expect(no("owner", "ListOrgProjects", { orgId })).toBe("OK");
	expect(no("owner", "GetProject", { id: lampId })).toBe("OK");
	expect(no("owner", "ListUsageSummaries", { id: orgId })).toBe("OK");
});

test("[EM36] viewOnly=createsOnly lets everything but creates pass", () => {
	const quirks = { viewOnly: "createsOnly" } as const;
	for (const step of Object.values(creates)) {
		const world = createTestMachine({ quirks });
		world.direct.changeOrg(world.orgId, { viewOnly: true });
		expect(step(world)).toBe(refused);
	}
	for (const step of Object.values(others)) {
		const world = createTestMachine({ quirks });
		world.direct.changeOrg(world.orgId, { viewOnly: true });
		expect(step(world)).toBe("OK");
	}
});
