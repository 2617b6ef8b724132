import { expect, test } from "vitest";
import { createTestMachine, verdictOf, who } from "../test/machine.js";
import { applyChanges, type Change, undoOf } from "./change.js";
import { createMachine } from "./engine-machine.js";
import type { Commit } from "./ledger.js";
import { completeRequest } from "./rpcs.js";
import { createEmptyState } from "./state.js";
import { groundTruth, visibleTo } from "./truth.js";

function runTwice() {
	const { machine, ok, orgId } = createTestMachine();
	const before = JSON.stringify([...machine.state().orgs]);
	const state = machine.state();
	ok("owner", "CreateProject", { orgId, name: "New" });
	ok("owner", "UpdateOrg", { id: orgId, name: "New" });
	expect(JSON.stringify([...state.orgs])).toBe(before);
	return JSON.stringify(groundTruth(machine));
}

test("[EM1] the same calls give the same state, and no state changes in place", () => {
	expect(runTwice()).toBe(runTwice());
});

test("[EM2] ids are version 4 UUIDs and differ", () => {
	const { ok, orgId } = createTestMachine();
	const ids = Array.from(
		{ length: 500 },
		() => ok("owner", "CreateProject", { orgId, name: "Same" }).id,
	);
	expect(new Set(ids).size).toBe(500);
	for (const id of ids)
		expect(id).toMatch(
			/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
		);
});

test("[EM2] a machine that goes on from a state gives out no id twice", () => {
	const { ok, orgId, machine, id } = createTestMachine();
	const first = ok("owner", "CreateProject", { orgId, name: "A" }).id;
	const state = machine.state();
	const next = createMachine({ now: () => 0, seed: "test", state });
	next.call({
		rpc: "CreateProject",
		request: completeRequest("CreateProject", { orgId, name: "B" }),
		caller: { accountId: id("owner") },
	});
	const ids = [...next.state().projects.keys()];
	expect(ids).toHaveLength(4);
	expect(ids.filter((one) => one === first)).toHaveLength(1);
});

test("[EM7] marks move although the clock stands still", () => {
	const { ok, orgId } = createTestMachine();
	const marks = Array.from(
		{ length: 5 },
		() =>
			ok("owner", "UpdateOrg", { id: orgId, name: "X" }).audit.updated
				.timestamp,
	);
	expect(new Set(marks).size).toBe(5);
});

test("[EM8] commits name effect, remote id and account", () => {
	const { machine, ok, orgId, id, direct, no } = createTestMachine();
	const commits: Commit[] = [];
	const stop = machine.onCommit((commit) => commits.push(commit));
	const { id: projectId } = ok("editor", "CreateProject", { orgId, name: "A" });
	no("viewer", "CreateProject", { orgId, name: "B" });
	ok("editor", "DeleteProject", { id: projectId });
	direct.setOrgRole(orgId, who.zoe, "OrgViewer");
	stop();
	direct.setOrgRole(orgId, who.zoe, null);
	const member = `${projectId}/${id("editor")}`;
	expect(commits).toMatchObject([
		{
			rpc: "CreateProject",
			by: id("editor"),
			effects: [
				{ kind: "project", effect: "created", remoteId: projectId },
				{ kind: "projectUser", effect: "created", remoteId: member },
			],
		},
		{
			rpc: "DeleteProject",
			effects: [
				{ kind: "project", effect: "deleted", remoteId: projectId },
				{ kind: "projectUser", effect: "deleted", remoteId: member },
			],
		},
		{ rpc: "control", by: null, effects: [{ kind: "orgUser" }] },
	]);
});

test("[EM9] a lagging replica answers reads as they were", () => {
	const { machine, ok, orgId, id, pass } = createTestMachine();
	const caller = { accountId: id("owner") };
	ok("owner", "UpdateOrg", { id: orgId, name: "First" });
	pass(1000);
	ok("owner", "UpdateOrg", { id: orgId, name: "Second" });
	pass(1000);
	const nameAt = (replicaAgeMs: number) => {
		const call = { rpc: "GetOrg", request: { id: orgId }, caller } as const;
		const answer = machine.call(call, { replicaAgeMs });
		return answer.ok ? answer.message.name : "";
	};
	expect([0, 999, 1000, 1001, 2000, 2001].map(nameAt)).toEqual([
		"Second",
		"Second",
		"Second",
		"First",
		"First",
		"Lighthouse",
	]);
	const rename = completeRequest("UpdateOrg", { id: orgId, name: "Third" });
	machine.call(
		{ rpc: "UpdateOrg", request: rename, caller },
		{ replicaAgeMs: 5000 },
	);
	expect(ok("owner", "GetOrg", { id: orgId }).name).toBe("Third");
});

test("[EM1] changes can be undone", () => {
	const { machine, orgId } = createTestMachine();
	const state = machine.state();
	const org = state.orgs.get(orgId);
	if (org === undefined) throw new Error("The fixture has an org.");
	const changes: readonly Change[] = [
		{ table: "orgs", key: orgId, row: { ...org, name: "X" } },
		{ table: "orgs", key: orgId, row: null },
		{ table: "counters", key: "new", row: { value: 1 } },
	];
	const after = applyChanges(state, changes);
	expect(after.orgs.size).toBe(0);
	expect(applyChanges(after, undoOf(state, changes))).toEqual(state);
});

test("[EM10] a failure is INTERNAL with an error number, and nothing took place", () => {
	let isFull = false;
	const { call, ok, orgId, machine } = createTestMachine({
		record: () => {
			if (isFull) throw new Error("disk full");
		},
	});
	isFull = true;
	const answer = call("owner", "CreateProject", { orgId, name: "X" });
	expect(verdictOf(answer)).toBe("INTERNAL INTERNAL_ERROR");
	expect(JSON.stringify(answer)).toMatch(/"error_number":"[0-9a-f-]{36}"/);
	expect(machine.state().projects.size).toBe(2);
	isFull = false;
	ok("owner", "CreateProject", { orgId, name: "X" });
});

test("[EM56] ground truth is everything, or what an account sees", () => {
	const { machine, id } = createTestMachine();
	const all = groundTruth(machine);
	expect(all.users).toHaveLength(5);
	expect(all.members.map((m) => [m.role, m.external])).toEqual([
		["OrgOwner", false],
		["OrgEditor", false],
		["OrgViewer", false],
		["OrgExternal", true],
	]);
	const editor = visibleTo(machine, id("editor"));
	expect(editor.projects.map((p) => p.name)).toEqual(["Lamp"]);
	expect(editor.users).toHaveLength(4);
	const eve = visibleTo(machine, id("eve"));
	expect([eve.orgs.length, eve.projects.length, eve.users.length]).toEqual([
		0, 1, 1,
	]);
	expect(visibleTo(machine, "none").users).toEqual([]);
});

test("[EM34] the catalogue gives each role its permissions, all of them known", () => {
	const { ok } = createTestMachine();
	const { roles, permissions } = ok("zoe", "GetConfigs");
	const known = new Set(permissions.map((permission) => permission.id));
	expect(roles.map((role) => role.id)).toEqual([
		"OrgOwner",
		"OrgEditor",
		"OrgViewer",
		"OrgExternal",
		"ProjectOwner",
		"ProjectEditor",
		"ProjectViewer",
	]);
	for (const role of roles)
		for (const id of role.permissions) expect(known).toContain(id);
});

test("an empty machine answers that there is nobody", () => {
	const machine = createMachine({ now: () => 0, seed: "s" });
	expect(machine.state()).toEqual(createEmptyState());
	const response = machine.handle({ method: "GET", url: "/api/v1/orgs" });
	expect(response.status).toBe(401);
});
