import { expect, test } from "vitest";
import { openTestEmulator } from "../test/emulator.js";
import { who } from "../test/machine.js";

const open = () => openTestEmulator({ control: true });

test("[EM49] without being asked for, there is no control API", async () => {
	await using world = await openTestEmulator();
	const paths = ["accounts", "truth", "quirks", "requests"];
	for (const path of paths)
		expect((await world.ask("GET", `/control/v1/${path}`)).status).toBe(404);
});

test("[EM49] accounts are listed, made, changed and deleted", async () => {
	await using world = await open();
	const { ask } = world;
	const accounts = "/control/v1/accounts";
	const listed = await ask("GET", accounts);
	expect(listed.body.accounts).toHaveLength(5);
	const made = { email: "new@example.com", name: "New", password: "p" };
	expect((await ask("POST", accounts, made)).body.email).toBe(made.email);
	const one = `${accounts}/new@example.com`;
	const patch = { displayName: "Newer", orgQuota: 1 };
	expect((await ask("PATCH", one, patch)).body).toMatchObject(patch);
	expect((await ask("GET", one)).body).toMatchObject(patch);
	expect((await ask("GET", `${one}/visible`)).body).toMatchObject({ orgs: [] });
	expect((await ask("DELETE", one)).status).toBe(200);
	expect((await ask("GET", one)).body).toMatchObject({
		code: 5,
		message: 'There is no account "new@example.com".',
	});
});

test("[EM49] subscriptions, trials, quotas and roles are changed", async () => {
	await using world = await open();
	const { ask, orgId } = world;
	const org = `/control/v1/orgs/${orgId}`;
	const patch = { subscriptionId: "s", viewOnly: true, projectQuota: 1 };
	expect((await ask("PATCH", org, patch)).body).toMatchObject(patch);
	const { body } = await ask("GET", "/control/v1/orgs");
	expect(body.orgs).toMatchObject([patch]);
	const member = `${org}/members/${who.zoe}`;
	await ask("PUT", member, { role: "OrgOwner" });
	await ask("PUT", `${org}/members/${who.viewer}`, { role: null });
	const [lampId] = world.emulator.machine.state().projects.keys();
	const inProject = `/control/v1/projects/${lampId}/members/${who.zoe}`;
	await ask("PUT", inProject, { role: "ProjectOwner" });
	const truth = world.emulator.control.visibleTo(who.zoe);
	expect(truth.members.map((one) => one.role)).toContain("OrgOwner");
	expect((await ask("DELETE", org)).status).toBe(200);
	expect(world.projectNames()).toEqual([]);
});

test("[EM49] any call is made in another person's name", async () => {
	await using world = await open();
	const { ask, orgId } = world;
	const call = `/control/v1/accounts/${who.viewer}/call`;
	const request = { orgId, name: "X" };
	expect(
		(await ask("POST", call, { rpc: "CreateProject", request })).body,
	).toMatchObject({ ok: false, status: { code: 7 } });
	expect((await ask("POST", call, { rpc: "ListOrgs" })).body).toMatchObject({
		ok: true,
		message: { orgs: [{ id: orgId }] },
	});
});

test("[EM49] tokens are expired, and truth and mails are shown", async () => {
	await using world = await open();
	const { ask } = world;
	const truth = await ask("GET", "/control/v1/truth");
	expect(truth.body.projects).toHaveLength(2);
	const mira = { email: "mira@example.com", name: "Mira" };
	await ask("POST", "/api/v1/users", mira);
	const { body } = await ask("GET", "/control/v1/mails");
	expect(body.mails).toMatchObject([{ to: mira.email }]);
	await ask("POST", "/control/v1/tokens/expire", { account: who.owner });
	expect((await ask("GET", "/api/v1/orgs")).status).toBe(401);
});

test("[EM49] quirks are read and changed", async () => {
	await using world = await open();
	const { ask, orgId } = world;
	const quirks = "/control/v1/quirks";
	expect((await ask("GET", quirks)).body.memberNames).toBe("camel");
	await ask("PATCH", quirks, { memberNames: "snake" });
	const { body } = await ask("GET", `/api/v1/orgs/${orgId}`);
	expect(body).toHaveProperty("logo_url");
});

test("[EM49] misbehaviours are added, listed and taken back", async () => {
	await using world = await open();
	const { ask } = world;
	const rules = "/control/v1/misbehaviours";
	const html = { on: { rpc: "ListOrgs" }, times: 9, do: { kind: "html" } };
	const { body } = await ask("POST", rules, html);
	expect((await ask("GET", "/api/v1/orgs")).text).toContain("<!doctype");
	expect((await ask("GET", rules)).body.misbehaviours).toMatchObject([
		{ id: body.id, left: 8, befell: 1, rule: html },
	]);
	expect((await ask("DELETE", `${rules}/${body.id}`)).status).toBe(200);
	expect((await ask("DELETE", `${rules}/${body.id}`)).status).toBe(404);
	expect((await ask("GET", "/api/v1/orgs")).body).toHaveProperty("orgs");
	await ask("POST", rules, { share: 1, do: { kind: "html" } });
	await ask("DELETE", rules);
	expect((await ask("GET", "/api/v1/orgs")).body).toHaveProperty("orgs");
});

test("[EM49] requests are held and let go", async () => {
	await using world = await open();
	const { ask } = world;
	const on = { rpc: "CreateProject" };
	const { body } = await ask("POST", "/control/v1/holds", { on });
	const hold = `/control/v1/holds/${body.id}`;
	const first = world.create("A");
	const caught = world.emulator.control.findHold(String(body.id)).caught();
	await caught;
	expect((await ask("GET", hold)).body.waiting).toBe(1);
	await ask("POST", `${hold}/release`, { count: 1 });
	expect((await first).status).toBe(200);
	await ask("DELETE", hold);
	expect((await world.create("B")).status).toBe(200);
	expect((await ask("GET", hold)).status).toBe(404);
});

test("[EM49] the request log is read and cleared, and leaves control out", async () => {
	await using world = await open();
	await world.ask("GET", "/api/v1/orgs");
	const { body } = await world.ask("GET", "/control/v1/requests");
	expect(body.requests).toMatchObject([{ rpc: "ListOrgs", status: 200 }]);
	await world.ask("DELETE", "/control/v1/requests");
	expect(world.emulator.control.requests()).toEqual([]);
});

test.each([
	["misbehaviours", { do: { kind: "vanish" } }, "do"],
	["misbehaviours", { times: -1, do: { kind: "html" } }, "times"],
	["misbehaviours", { on: { rpc: "No" }, do: { kind: "html" } }, "on.rpc"],
	["accounts", { email: "x", name: "X", password: "p" }, "email"],
	["holds", { at: "never" }, "at"],
	["holds", { on: { methd: "GET" } }, "on"],
])("[EM49] %s refuses %j by its field", async (path, sent, field) => {
	await using world = await open();
	const { status, body } = await world.ask("POST", `/control/v1/${path}`, sent);
	expect(status).toBe(400);
	expect(body.message).toMatch(new RegExp(`^${field}\\b`));
});
