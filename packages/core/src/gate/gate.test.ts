import { describe, expect, it } from "vitest";
import { engineErrorOf } from "../errors.js";
import { createEnvelope } from "../model/envelope.js";
import { listedOrg, person, show } from "../test/engine-part.js";
import { codeOf, org, withOrg } from "../test/gate-scene.js";
import { openTestStore } from "../test/open-test-store.js";

describe("gate", () => {
	it("[GA3] what an insert leaves out gets its default and the id a new UUID", async () => {
		const { store } = await openTestStore();
		const doc = await store.orgs.insert({ name: "Ada" });
		expect(doc.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
		expect(doc.toJSON()).toMatchObject({ ...listedOrg });
		const found = await store.orgs.findOne(doc.id).exec();
		expect(found?.name).toBe("Ada");
	});
	it("[GA4] what a change leaves out stays as it is", async () => {
		const { store, replica } = await withOrg();
		await (await org(store)).incrementalPatch({ description: "kept" });
		await store.orgs.upsert({ id: "o", name: "New" });
		expect(await replica.read("orgs", "o")).toMatchObject({
			name: "New",
			description: "kept",
		});
	});
	it("[GA5] what the app says about the envelope is ignored", async () => {
		const { store, replica } = await withOrg();
		const forged = createEnvelope({ remoteId: "x", made: 9, settled: 9 });
		await store.orgs.insert({ id: "n", name: "N", envelope: forged });
		await (await org(store)).incrementalPatch({ name: "N", envelope: forged });
		for (const id of ["o", "n"])
			expect((await replica.read("orgs", id))?.envelope).toMatchObject({
				remoteId: id === "o" ? "o" : "",
				made: 1,
				settled: 0,
			});
	});
	it("[GA6] an envelope handed to the app is frozen, all the way down", async () => {
		const { store, replica } = await withOrg();
		const doc = await (await org(store)).patch({ name: "N" });
		const { envelope } = doc.toJSON();
		expect(() => Object.assign(envelope, { made: 7 })).toThrow(TypeError);
		expect(() => Object.assign(envelope.touched, { x: 7 })).toThrow(TypeError);
		Object.assign(doc.envelope, { made: 7 });
		await doc.incrementalPatch({ name: "M" });
		expect((await replica.read("orgs", "o"))?.envelope.made).toBe(2);
	});
	it("[GA7] fields that belong to the Engine cannot be changed", async () => {
		const { store, replica } = await withOrg();
		await store.projects.insert({ id: "p", orgId: "o", name: "P" });
		const project = await store.projects.findOne("p").exec(true);
		const doc = await org(store);
		const writes = [
			() => doc.incrementalPatch({ logoUrl: "x" }),
			() => doc.incrementalPatch({ subscriptionId: "x" }),
			() => doc.incrementalPatch({ reach: "reference" }),
			() => doc.incrementalPatch({ id: "other" }),
			() => project.incrementalPatch({ orgId: "n" }),
		];
		for (const write of writes)
			expect(await codeOf(write())).toBe("FINAL_FIELD");
		expect((await replica.readAll("orgs")).map(({ id }) => id)).toEqual(["o"]);
	});
	it("[GA7] a role cannot be changed, and the error says to remove and add", async () => {
		const { store, replica } = await withOrg();
		await show(replica, "members", {
			id: "m",
			orgId: "o",
			userId: "u",
			role: "OrgViewer",
			external: false,
			invite: null,
		});
		const member = await store.members.findOne("m").exec(true);
		await expect(
			member.incrementalPatch({ role: "OrgOwner" }),
		).rejects.toMatchObject({
			code: "FINAL_FIELD",
			message: expect.stringContaining("remove the member and add them again"),
		});
	});
	it("[GA8] wrong types, empty and endless names and unknown fields are refused one by one", async () => {
		const { store, replica } = await withOrg();
		// Proof of the cast: the point is what the compiler would not let through.
		const insert = (doc: object) => store.orgs.insert(doc as never);
		const bad: readonly (readonly [object, string])[] = [
			[{}, "INVALID_FIELD"],
			[{ name: "" }, "INVALID_FIELD"],
			[{ name: " \t" }, "INVALID_FIELD"],
			[{ name: "x".repeat(256) }, "INVALID_FIELD"],
			[{ name: 5 }, "INVALID_FIELD"],
			[{ name: null }, "INVALID_FIELD"],
			[{ name: "N", description: null }, "INVALID_FIELD"],
			[{ name: "N", description: {} }, "INVALID_FIELD"],
			[{ name: "N", description: "x".repeat(65_537) }, "INVALID_FIELD"],
			[{ name: "N", id: "a/b" }, "INVALID_FIELD"],
			[{ name: "N", id: "x".repeat(65) }, "INVALID_FIELD"],
			[{ name: "N", id: 7 }, "INVALID_FIELD"],
			[{ name: "N", reach: "reference" }, "INVALID_FIELD"],
			[{ name: "N", subscriptionId: "s" }, "INVALID_FIELD"],
			[{ name: "N", logoUrl: "l" }, "INVALID_FIELD"],
			[{ name: "N", colour: "red" }, "UNKNOWN_FIELD"],
			[{ name: "N", constructor: "red" }, "UNKNOWN_FIELD"],
			[{ name: "N", prototype: "red" }, "UNKNOWN_FIELD"],
			[JSON.parse('{"name":"N","__proto__":{"x":1}}'), "UNKNOWN_FIELD"],
		];
		for (const [doc, code] of bad)
			expect([doc, await codeOf(insert(doc))]).toEqual([doc, code]);
		expect(await replica.readAll("orgs")).toHaveLength(1);
		expect(Reflect.ownKeys(Object.prototype)).not.toContain("x");
		await expect(insert({ name: "N".repeat(255) })).resolves.toBeDefined();
	});
	it("[GA9] in a bulk each document is judged alone, and its error names the field", async () => {
		const { store } = await withOrg();
		const { success, error } = await store.orgs.bulkInsert([
			{ id: "a", name: "A" },
			{ id: "b", name: "" },
		]);
		expect(success.map(({ id }) => id)).toEqual(["a"]);
		expect(error.map((entry) => entry.documentId)).toEqual(["b"]);
		expect(engineErrorOf(error[0])).toMatchObject({ code: "INVALID_FIELD" });
	});
	it("[GA10] a project needs a living org", async () => {
		const { store } = await withOrg();
		const insert = (orgId: string) =>
			codeOf(store.projects.insert({ orgId, name: "P" }));
		expect(await insert("nowhere")).toBe("NOT_FOUND");
		await (await org(store)).remove();
		expect(await insert("o")).toBe("PARENT_DELETED");
	});
	it("[GA11] a user can be neither inserted nor removed, and only oneself changed", async () => {
		const { store, replica } = await withOrg();
		const user = person("u");
		const envelope = createEnvelope();
		expect(await codeOf(store.users.insert({ ...user, envelope }))).toBe(
			"NOT_ALLOWED_HERE",
		);
		await show(replica, "users", user);
		const doc = await store.users.findOne("u").exec(true);
		expect(await codeOf(doc.remove())).toBe("NOT_ALLOWED_HERE");
		expect(await codeOf(doc.incrementalPatch({ phone: "1" }))).toBe(
			"NOT_ALLOWED_HERE",
		);
		await replica.record.change({ userId: "u" });
		await doc.incrementalPatch({ phone: "1" });
		expect(await codeOf(doc.incrementalPatch({ email: "x@y.z" }))).toBe(
			"FINAL_FIELD",
		);
		expect((await replica.read("users", "u"))?.envelope.state).toBe("pending");
	});
	it("[GA12] a plain insert of a member is an invite, and makes no account", async () => {
		const { store, replica } = await withOrg();
		// Proof of the cast: the point is what the compiler would not let through.
		const insert = (fields: object) =>
			codeOf(
				store.members.insert({ orgId: "o", role: "R", ...fields } as never),
			);
		const email = "a@example.com";
		expect(await insert({})).toBe("INVALID_FIELD");
		expect(await insert({ invite: 5 })).toBe("INVALID_FIELD");
		expect(await insert({ invite: { email: "nobody" } })).toBe("INVALID_FIELD");
		expect(await insert({ invite: { email }, role: "" })).toBe("INVALID_FIELD");
		expect(await insert({ invite: { email }, userId: "u" })).toBe(
			"INVALID_FIELD",
		);
		expect(await insert({ invite: { email }, external: true })).toBe(
			"INVALID_FIELD",
		);
		expect(await insert({ invite: { email, account: true } })).toBe(
			"NOT_ALLOWED_HERE",
		);
		expect(await insert({ invite: { email, userId: "u" } })).toBe(
			"NOT_ALLOWED_HERE",
		);
		expect(
			await insert({
				invite: JSON.parse(`{"email":"${email}","__proto__":{}}`),
			}),
		).toBe("UNKNOWN_FIELD");
		expect(await replica.readAll("members")).toEqual([]);
		await store.members.insert({ orgId: "o", role: "R", invite: { email } });
		expect(await replica.readAll("members")).toMatchObject([
			{ userId: "", external: false, invite: { account: false, name: "" } },
		]);
	});
});
