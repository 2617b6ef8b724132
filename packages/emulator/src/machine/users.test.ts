import { expect, test } from "vitest";
import { createTestMachine, who } from "../test/machine.js";

const denied = "PERMISSION_DENIED ROLE_NOT_SUFFICIENT";
const mira = {
	email: "Mira@Example.com",
	name: "Mira",
	password: "tide-table-7",
};

test("[EM17] an org owner creates an account, which belongs to no org, and one e-mail is sent", () => {
	const { ok, no, machine } = createTestMachine();
	expect(no("editor", "CreateUser", mira)).toBe(denied);
	const user = ok("owner", "CreateUser", { ...mira, phone: "1" });
	expect(user).toMatchObject({
		displayName: "Mira",
		email: "Mira@Example.com",
		phone: "1",
	});
	expect([...machine.state().mails.values()]).toMatchObject([
		{ to: "Mira@Example.com", accountId: user.id, password: null },
	]);
	const memberships = [...machine.state().orgUsers.values()];
	expect(memberships.some((m) => m.userId === user.id)).toBe(false);
});

test("[EM18] without a password the Engine makes one that signs in", () => {
	const { ok, machine } = createTestMachine();
	ok("owner", "CreateUser", { email: mira.email, name: "Mira" });
	const [mail] = machine.state().mails.values();
	const signedIn = machine.call({
		rpc: "SignInWithEmail",
		request: { email: mira.email, password: mail?.password ?? "" },
		caller: { bearer: undefined },
	});
	expect(signedIn.ok).toBe(true);
});

test.each([
	"",
	"nobody",
	"a@b",
	"a@b@c.de",
	"a b@c.de",
	"@c.de",
	"a.@c.de",
	"a@-c.de",
	"a@c..de",
	`${"x".repeat(65)}@c.de`,
])("[EM17] %j is no e-mail", (email) => {
	const { no } = createTestMachine();
	const invalid = "INVALID_ARGUMENT INVALID_EMAIL";
	expect(no("owner", "CreateUser", { ...mira, email })).toBe(invalid);
	expect(no("owner", "GetUserByEmail", { email })).toBe(invalid);
});

test("[EM17] an e-mail is registered once, capitals aside", () => {
	const { ok, no } = createTestMachine();
	ok("owner", "CreateUser", mira);
	const again = { ...mira, email: "mira@example.COM" };
	expect(no("owner", "CreateUser", again)).toBe("ALREADY_EXISTS EMAIL_EXISTS");
});

test.each(["short-1", "onlyletters", "12345678", `a1${"x".repeat(127)}`])(
	"[EM16] %j is no password",
	(password) => {
		const { no } = createTestMachine();
		const weak = "INVALID_ARGUMENT WEAK_PASSWORD";
		expect(no("owner", "CreateUser", { ...mira, password })).toBe(weak);
		expect(no("zoe", "ChangePassword", { password })).toBe(weak);
	},
);

test("[EM25] an account has a name", () => {
	const { no, id } = createTestMachine();
	const invalid = "INVALID_ARGUMENT INVALID_NAME";
	expect(no("owner", "CreateUser", { ...mira, name: "" })).toBe(invalid);
	expect(no("zoe", "UpdateUser", { id: id("zoe"), name: " " })).toBe(invalid);
});

test("[EM19] anybody is found by e-mail, by id only those who share something", () => {
	const { ok, no, id } = createTestMachine();
	expect(ok("zoe", "GetUserByEmail", { email: "OWNER@example.com" }).id).toBe(
		id("owner"),
	);
	expect(no("zoe", "GetUserByEmail", { email: "none@example.com" })).toBe(
		"NOT_FOUND NOT_FOUND",
	);
	expect(no("zoe", "GetUser", { id: id("owner") })).toBe("NOT_FOUND NOT_FOUND");
	expect(no("zoe", "GetUser", { id: id("zoe") })).toBe("OK");
	expect(no("viewer", "GetUser", { id: id("owner") })).toBe("OK");
	expect(no("viewer", "GetUser", { id: id("eve") })).toBe("OK");
	expect(no("eve", "GetUser", { id: id("viewer") })).toBe("OK");
});

test("[EM20] an account is changed and deleted by itself only", () => {
	const { ok, no, id } = createTestMachine();
	const viewer = { id: id("viewer"), name: "V", phone: "2" };
	expect(no("owner", "UpdateUser", viewer)).toBe(denied);
	expect(no("owner", "DeleteUser", { id: viewer.id })).toBe(denied);
	expect(no("zoe", "UpdateUser", viewer)).toBe("NOT_FOUND NOT_FOUND");
	expect(ok("viewer", "UpdateUser", viewer)).toMatchObject({
		displayName: "V",
		phone: "2",
		email: who.viewer,
	});
	expect(ok("viewer", "UpdateUser", { id: viewer.id, name: "W" }).phone).toBe(
		"",
	);
});

test("[EM20] the last owner of an org does not delete its account", () => {
	const { no, id, direct, orgId } = createTestMachine();
	const owner = { id: id("owner") };
	expect(no("owner", "DeleteUser", owner)).toBe(
		"FAILED_PRECONDITION LAST_OWNER",
	);
	direct.setOrgRole(orgId, who.zoe, "OrgOwner");
	expect(no("owner", "DeleteUser", owner)).toBe("OK");
});

test("[EM21] a deleted account ends its memberships and frees its e-mail for another id", () => {
	const { ok, id, machine } = createTestMachine();
	const viewerId = id("viewer");
	ok("viewer", "CreateCustomToken");
	ok("viewer", "DeleteUser", { id: viewerId });
	const { orgUsers, projectUsers, customTokens } = machine.state();
	for (const table of [orgUsers, projectUsers])
		expect([...table.values()].some((m) => m.userId === viewerId)).toBe(false);
	expect(customTokens.size).toBe(0);
	const made = ok("owner", "CreateUser", { ...mira, email: who.viewer });
	expect(made.id).not.toBe(viewerId);
});
