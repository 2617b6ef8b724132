import type { Quirks } from "@engine-offline/emulator";
import type { Answer } from "@engine-offline/sync";
import { afterEach, describe, expect, test } from "vitest";
import { countingEnvironment } from "./counting-environment.js";
import { quirkSets } from "./quirk-sets.js";
import { type Side, type Way, ways } from "./ways.js";

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
	for (const each of opened.splice(0).reverse()) await each.close();
});

async function open(way: Way, quirks: Partial<Quirks>) {
	const environment = countingEnvironment();
	const side = await way.open(quirks, environment);
	opened.push(side);
	const { email, password } = account(side, 0);
	const { token: bearer } = given(
		await side.engine.auth.signInWithEmail({ email, password }),
	);
	const { timers } = environment;
	return { ...side, timers, as: { bearer } };
}

function account({ accounts }: Pick<Side, "accounts">, index: number) {
	const one = accounts[index];
	if (one === undefined) throw new Error("no such account");
	return one;
}

function given<Value>(answer: Answer<Value>): Value {
	if (!answer.ok) throw new Error(JSON.stringify(answer.failure));
	return answer.value;
}

const runs = ways.flatMap((way) =>
	quirkSets.map(([name, quirks]) => ({ way, name, quirks })),
);

describe.each(runs)(
	"[RC17] [GC1] $way.name, against an Engine that answers $name",
	({ way, quirks }) => {
		const setUp = () => open(way, quirks);

		test("orgs: create, read, list, update, delete", async () => {
			const { engine, as, timers } = await setUp();
			const fields = { name: " New  org ", description: "", logoUrl: "l" };
			const made = given(await engine.createOrg(fields, as));
			const name = quirks.names === "normalised" ? "New org" : " New  org ";
			expect(made).toMatchObject({ name, description: "", logoUrl: "l" });
			expect(made.audit.mark).toMatch(/^\d+$/);
			expect(given(await engine.getOrg({ id: made.id }, as))).toEqual(made);
			const listed = given(await engine.listOrgs(as));
			expect(listed).toMatchObject({ invalid: [], unreadable: 0 });
			expect(listed.rows.find(({ id }) => id === made.id)).toEqual(made);
			expect(listed.rows.map((row) => row.name).sort()).toEqual(
				[name, "Apache", "Subscribed"].sort(),
			);
			const patch = { name: "Renamed", description: "d", logoUrl: "" };
			const changed = await engine.updateOrg({ id: made.id, ...patch }, as);
			expect(given(changed)).toMatchObject({ id: made.id, ...patch });
			expect(given(changed).audit.mark).not.toBe(made.audit.mark);
			expect(await engine.deleteOrg({ id: made.id }, as)).toEqual({
				ok: true,
				value: undefined,
			});
			expect(await engine.getOrg({ id: made.id }, as)).toMatchObject({
				failure: { kind: "status", code: "NOT_FOUND", httpStatus: 404 },
			});
			expect(timers()).toBe(0);
		});

		test("projects: create, read, list, update, delete", async () => {
			const { engine, as, accounts } = await setUp();
			const orgs = given(await engine.listOrgs(as)).rows;
			const org = orgs.find(({ name }) => name === "Apache");
			const orgId = org?.id ?? "";
			const before = given(await engine.listOrgProjects({ orgId }, as));
			expect(before.rows).toMatchObject([
				{ name: "Ant", description: "builds", org: { id: orgId } },
			]);
			const fields = { name: "Maven", description: "", orgId };
			const made = given(await engine.createProject(fields, as));
			expect(made).toMatchObject({ name: "Maven", org: { id: orgId } });
			expect(made.audit.createdBy).toBe(accounts[0]?.id);
			const request = { id: made.id, name: "Maven 4", description: "x" };
			const changed = given(await engine.updateProject(request, as));
			expect(changed).toMatchObject(request);
			expect(given(await engine.getProject({ id: made.id }, as))).toEqual(
				changed,
			);
			const mine = given(await engine.listUserProjects(as));
			expect(mine.rows.map(({ name }) => name).sort()).toContain("Maven 4");
			given(await engine.deleteProject({ id: made.id }, as));
			expect(await engine.listOrgProjects({ orgId }, as)).toEqual({
				ok: true,
				value: before,
			});
		});

		test("an org without projects is a whole, empty list", async () => {
			const { engine, as } = await setUp();
			const orgs = given(await engine.listOrgs(as)).rows;
			const orgId = orgs.find(({ name }) => name === "Subscribed")?.id ?? "";
			expect(await engine.listOrgProjects({ orgId }, as)).toEqual({
				ok: true,
				value: { rows: [], invalid: [], unreadable: 0 },
			});
		});

		test("members: list both kinds, add, read, remove", async () => {
			const { engine, as, accounts } = await setUp();
			const orgs = given(await engine.listOrgs(as)).rows;
			const id = orgs.find(({ name }) => name === "Apache")?.id ?? "";
			const listed = given(await engine.listOrgUsers({ id }, as));
			const shown = listed.rows.map(({ user, external }) => [
				user.email,
				external,
			]);
			expect(shown.sort()).toEqual([
				["ada@example.com", false],
				["grace@example.com", false],
				["linus@example.com", true],
			]);
			const userId = accounts[2]?.id ?? "";
			const { roles } = given(await engine.getConfigs(as));
			const viewer = roles.find((role) => role.id === "OrgViewer");
			const roleId = viewer?.id ?? "";
			const added = await engine.createOrgUser({ id, userId, roleId }, as);
			expect(given(added)).toMatchObject({
				user: { id: userId },
				role: roleId,
			});
			expect(await engine.getOrgUser({ id, userId }, as)).toEqual(added);
			expect(
				await engine.createOrgUser({ id, userId, roleId }, as),
			).toMatchObject({ failure: { code: "ALREADY_EXISTS", httpStatus: 409 } });
			given(await engine.deleteOrgUser({ id, userId }, as));
			const after = given(await engine.listOrgUsers({ id }, as));
			expect(after.rows).toHaveLength(3);
			expect(after.rows).toEqual(expect.arrayContaining([...listed.rows]));
		});

		test("users: find by e-mail, create, read, update", async () => {
			const { engine, as, accounts } = await setUp();
			const email = "ada@example.com";
			const ada = given(await engine.getUserByEmail({ email }, as));
			expect(ada).toMatchObject({
				id: accounts[0]?.id,
				displayName: "Ada",
				email,
			});
			expect(given(await engine.getUser({ id: ada.id }, as))).toEqual(ada);
			const change = { id: ada.id, name: "Ada L", phone: "+61 2" };
			expect(given(await engine.updateUser(change, as))).toMatchObject({
				displayName: "Ada L",
				phone: "+61 2",
			});
			const made = await engine.createUser(
				{
					email: "new+one@example.com",
					name: "New",
					password: "Long-enough-1",
				},
				as,
			);
			expect(given(made)).toMatchObject({ email: "new+one@example.com" });
			const found = { email: "new+one@example.com" };
			expect(await engine.getUserByEmail(found, as)).toEqual(made);
			const silent = { email: "silent@example.com", name: "Silent" };
			given(await engine.createUser(silent, as));
			const nobody = { email: "nobody@example.com" };
			expect(await engine.getUserByEmail(nobody, as)).toMatchObject({
				failure: { code: "NOT_FOUND" },
			});
		});

		test("sign-in: by custom token, refresh with rotation, wrong password, no bearer", async () => {
			const { engine, accounts, customToken } = await setUp();
			const [ada] = accounts;
			const { email, password } = ada ?? { email: "", password: "" };
			const first = given(
				await engine.auth.signInWithEmail({ email, password }),
			);
			expect(first.expiresInMs).toBe(3_600_000);
			const { refreshToken } = first;
			const second = given(await engine.auth.refreshToken({ refreshToken }));
			expect(second.refreshToken).not.toBe(refreshToken);
			const stale = await engine.auth.refreshToken({ refreshToken });
			expect(stale).toMatchObject({ ok: false, failure: { kind: "status" } });
			const wrong = { email, password: "Wrong-password-1" };
			const code =
				quirks.wrongSignIn === "invalid"
					? "INVALID_ARGUMENT"
					: "UNAUTHENTICATED";
			expect(await engine.auth.signInWithEmail(wrong)).toMatchObject({
				failure: { kind: "status", code },
			});
			expect(await engine.listOrgs({ bearer: "nonsense" })).toMatchObject({
				failure: { kind: "status", code: "UNAUTHENTICATED", httpStatus: 401 },
			});
			const token = customToken(email);
			expect((await engine.auth.signInWithCustomToken({ token })).ok).toBe(
				true,
			);
		});

		test("refusals carry code, status, message, and reason and suggestion where there are any", async () => {
			const { engine, as } = await setUp();
			const orgs = given(await engine.listOrgs(as)).rows;
			const id = orgs.find(({ name }) => name === "Subscribed")?.id ?? "";
			const answer = await engine.deleteOrg({ id }, as);
			expect(answer).toMatchObject({
				ok: false,
				failure: {
					kind: "status",
					code: "FAILED_PRECONDITION",
					httpStatus: 400,
				},
			});
			if (answer.ok || answer.failure.kind !== "status") return;
			expect(answer.failure.message).not.toBe("");
			const hasDetails = quirks.refusalDetails !== "none";
			expect(answer.failure.reason !== "").toBe(hasDetails);
		});
	},
);
