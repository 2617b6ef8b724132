import { firstValueFrom } from "rxjs";
import { describe, expect, it } from "vitest";
import { accept, person, refuse, show } from "../test/engine-part.js";
import { codeOf } from "../test/gate-scene.js";
import { openTestStore } from "../test/open-test-store.js";

/** An org with Ada as its owner and Bert external to it. */
async function withPeople() {
	const { store, replica } = await openTestStore();
	const org = await store.createOrg("O");
	await show(replica, "users", person("ada"));
	await show(replica, "users", person("bert", "Bert@Example.com"));
	for (const [userId, role, external] of [
		["ada", "OrgOwner", false],
		["bert", "OrgExternal", true],
	] as const)
		await show(replica, "members", {
			id: `m-${userId}`,
			orgId: org.id,
			userId,
			role,
			external,
			invite: null,
		});
	return { store, replica, org };
}

describe("OrgUser, offline", () => {
	it("[OM9] listUsers gives user, role and external of everybody", async () => {
		const { org } = await withPeople();
		const users = await org.listUsers();
		expect(
			users.map(({ user, role, external }) => [user.email, role, external]),
		).toEqual([
			["ada@example.com", "OrgOwner", false],
			["Bert@Example.com", "OrgExternal", true],
		]);
		expect(users[0]?.user).toMatchObject({ invited: false, id: "ada" });
	});
	it("[OM10] addUser lists the person at once, from the invite, as OrgViewer", async () => {
		const { org, replica } = await withPeople();
		const added = await org.addUser(" Cleo@example.com ");
		expect(added).toMatchObject({
			role: "OrgViewer",
			external: false,
			state: { state: "pending" },
			user: { invited: true, email: "Cleo@example.com", displayName: "" },
			change: { collection: "members", edit: 1 },
		});
		expect((await firstValueFrom(org.users$)).map(({ id }) => id)).toContain(
			added.id,
		);
		const stored = await replica.read("members", added.id);
		expect(stored).toMatchObject({ userId: "", invite: { account: false } });
	});
	it("[OM10] addUser refuses what is no address, no role, or in the org already", async () => {
		const { org, replica } = await withPeople();
		const add = (email: unknown, role?: unknown) =>
			// Proof of the casts: the point is what the compiler would not let through.
			codeOf(org.addUser(email as string, role as string));
		for (const email of ["", "ada", "a b@example.com", "@x", "x@", 5, null])
			expect([email, await add(email)]).toEqual([email, "INVALID_FIELD"]);
		expect(await add("c@example.com", "")).toBe("INVALID_FIELD");
		expect(await add("c@example.com", 5)).toBe("INVALID_FIELD");
		expect(await add("ADA@example.com")).toBe("ALREADY_MEMBER");
		await org.addUser("c@example.com");
		expect(await add(" C@EXAMPLE.com")).toBe("ALREADY_MEMBER");
		expect(await replica.readAll("members")).toHaveLength(3);
	});
	it("[OM34] whoever was refused before addUser returned was added all the same, and settled() tells", async () => {
		const { store, org, replica } = await withPeople();
		const { write } = replica;
		Object.assign(replica, {
			write: async (...given: Parameters<typeof write>) => {
				const [name, writes] = given;
				const stale = await write(...given);
				const { next } = writes[0] ?? {};
				if (next?.envelope.made === 1 && !next._deleted)
					await refuse({ replica: { ...replica, write }, name, id: next.id });
				return stale;
			},
		});
		const added = await org.addUser("cleo@example.com");
		expect(await added.change.settled()).toMatchObject({ kind: "refused" });
		expect(added).toMatchObject({ user: { email: "cleo@example.com" } });
		expect(store.issues.list()).toHaveLength(1);
		expect(await org.listUsers()).toHaveLength(2);
	});
	it("[OM11] a role is one of the catalogue, by id or name, once that is known", async () => {
		const { org, replica } = await withPeople();
		await org.addUser("c@example.com", "AnythingGoes");
		const roles = [{ id: "r1", name: "OrgEditor" }];
		await replica.record.change({ roles });
		await org.addUser("d@example.com", "OrgEditor");
		await org.addUser("e@example.com", "r1");
		await expect(org.addUser("f@example.com", "Boss")).rejects.toMatchObject({
			code: "INVALID_FIELD",
			message: expect.stringContaining("OrgEditor"),
		});
	});
	it("[OM12] somebody external may be added, and is listed once, as the member to be", async () => {
		const { org } = await withPeople();
		await org.addUser("bert@example.com", "OrgEditor");
		const users = await org.listUsers();
		expect(users.map(({ role, external }) => [role, external])).toEqual([
			["OrgOwner", false],
			["OrgEditor", false],
		]);
	});
	it("[OM13] createUser makes an account with a name, and a password that is never stored", async () => {
		const { store, org, replica } = await withPeople();
		const made = await org.createUser({
			name: "Cleo",
			email: "c@example.com",
			password: "canary-123",
			role: "OrgEditor",
		});
		expect(made.user).toMatchObject({ displayName: "Cleo", invited: true });
		expect(replica.secrets.passwordOf(made.id)).toBe("canary-123");
		const stored = await replica.read("members", made.id);
		expect(stored).toMatchObject({
			role: "OrgEditor",
			invite: { account: true, password: "given", name: "Cleo" },
		});
		const said = [stored, await store.unsynced(), await store.pending()];
		expect(JSON.stringify(said)).not.toContain("canary");
		await made.change.revert();
		expect(replica.secrets.passwordOf(made.id)).toBeUndefined();
	});
	it("[OM13] createUser without a password lets the Engine make one, as OrgViewer", async () => {
		const { org, replica } = await withPeople();
		const made = await org.createUser({ name: "C", email: "c@example.com" });
		expect(await replica.read("members", made.id)).toMatchObject({
			role: "OrgViewer",
			invite: { account: true, password: "generated" },
		});
	});
	it("[OM13] [X5] createUser says what was wrong without the password, and stores nothing", async () => {
		const { org, replica } = await withPeople();
		const email = "c@example.com";
		const bad: readonly (readonly [object, string])[] = [
			[{ email }, "INVALID_FIELD"],
			[{ name: "", email }, "INVALID_FIELD"],
			[{ name: "C", email: "c" }, "INVALID_FIELD"],
			[{ name: "C", email, password: "canary7" }, "INVALID_FIELD"],
			[{ name: "C", email, password: 12345678 }, "INVALID_FIELD"],
			[{ name: "C", email, role: "" }, "INVALID_FIELD"],
			[{ name: "C", email, phone: "1" }, "UNKNOWN_FIELD"],
			[{ name: "C", email: "ADA@example.com" }, "ALREADY_MEMBER"],
		];
		for (const [given, code] of bad) {
			// Proof of the cast: the point is what the compiler would not let through.
			const failed = await org.createUser(given as never).catch((e) => e);
			expect([given, failed.code]).toEqual([given, code]);
			expect(failed.message).not.toContain("canary");
		}
		expect(await replica.readAll("members")).toHaveLength(2);
	});
	it("[OM14] removeUser finds a member or an invite by the folded address", async () => {
		const { org } = await withPeople();
		await org.addUser("c@example.com");
		await org.removeUser(" C@Example.COM");
		await org.removeUser("ADA@example.com");
		expect((await org.listUsers()).map(({ role }) => role)).toEqual([
			"OrgExternal",
		]);
		expect(await codeOf(org.removeUser("ada@example.com"))).toBe("NOT_FOUND");
		expect(await codeOf(org.removeUser("ada"))).toBe("INVALID_FIELD");
	});
	it("[OM14] whoever was removed may be added with another role before that is sent", async () => {
		const { store, org } = await withPeople();
		await org.removeUser("ada@example.com");
		await org.addUser("ada@example.com", "OrgViewer");
		const waiting = await store.pending();
		expect(waiting.map(({ kind, label }) => [kind, label]).sort()).toEqual([
			["create", "O"],
			["create", "ada@example.com"],
			["delete", "ada@example.com"],
		]);
	});
	it("[OM15] an OrgUser has its own state, and remove takes the person out", async () => {
		const { org, replica } = await withPeople();
		const [ada] = await org.listUsers();
		expect(ada?.state).toEqual({ state: "synced" });
		const change = await ada?.remove();
		expect(change).toMatchObject({ collection: "members", id: "m-ada" });
		expect(await replica.read("members", "m-ada")).toMatchObject({
			_deleted: true,
			envelope: { state: "pending" },
		});
	});
	it("[OM16] an invite reads as the user once the Engine has said who it is", async () => {
		const { org, replica } = await withPeople();
		const added = await org.addUser("c@example.com");
		await show(replica, "users", person("c"));
		const place = { replica, name: "members", id: added.id } as const;
		const previous = await replica.read("members", added.id);
		if (previous === undefined) throw new Error("no member");
		const next = { ...previous, userId: "c", invite: null };
		await replica.write("members", [{ previous, next }]);
		await accept(place, "o/c");
		const users = await org.listUsers();
		expect(users.find(({ id }) => id === added.id)?.user).toMatchObject({
			invited: false,
			id: "c",
			displayName: "C",
		});
	});
});
