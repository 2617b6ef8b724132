import { firstValueFrom } from "rxjs";
import { describe, expect, it } from "vitest";
import { openTestStore } from "../test/open-test-store.js";

describe("object model", () => {
	it("[OM1] an org is made, changed and deleted offline", async () => {
		const { store } = await openTestStore();
		const org = await store.createOrg("Ada", "first");
		expect([org.name, org.description]).toEqual(["Ada", "first"]);
		expect(org.change).toMatchObject({ collection: "orgs", edit: 1 });
		await org.update({ description: "" });
		expect([org.name, org.description]).toEqual(["Ada", ""]);
		const project = await org.createProject("Engine");
		const user = await org.addUser("ada@example.com");
		expect(user.user).toMatchObject({ email: "ada@example.com" });
		expect((await org.listUsers()).map(({ role }) => role)).toEqual([
			"OrgViewer",
		]);
		expect((await org.getProject(project.id)).name).toBe("Engine");
		expect((await store.pending()).map(({ label }) => label)).toHaveLength(3);
		expect(await firstValueFrom(store.pending$)).toHaveLength(3);
		expect(await firstValueFrom(org.users$)).toHaveLength(1);
		const change = await org.delete();
		expect(await change.settled()).toEqual({ kind: "cancelled" });
		expect(await store.listUserOrgs()).toEqual([]);
		expect(await store.pending()).toEqual([]);
		await expect(store.org(org.id)).rejects.toMatchObject({
			code: "NOT_FOUND",
		});
		expect((await store.unsynced()).items).toEqual([]);
		expect(store.issues.list()).toEqual([]);
	});
	it("a plain insert leaves out what the gate fills in", async () => {
		const { store } = await openTestStore();
		const org = await store.orgs.insert({ name: "Ada" });
		const project = await store.projects.insert({ orgId: org.id, name: "P" });
		expect(project.toJSON()).toMatchObject({ description: "", name: "P" });
	});
});
