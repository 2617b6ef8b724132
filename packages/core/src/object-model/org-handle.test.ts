import { firstValueFrom } from "rxjs";
import { describe, expect, it } from "vitest";
import { accept, listedOrg, show } from "../test/engine-part.js";
import { codeOf } from "../test/gate-scene.js";
import { openTestStore } from "../test/open-test-store.js";

async function withOrg() {
	const { store, replica } = await openTestStore();
	const org = await store.createOrg("Ada", "first");
	return { store, replica, org };
}

describe("Org, offline", () => {
	it("[OM1] name and description are plain values, current at each read", async () => {
		const { store, org } = await withOrg();
		expect([org.name, org.description]).toEqual(["Ada", "first"]);
		await store.orgs.findOne(org.id).patch({ name: "Changed elsewhere" });
		expect(org.name).toBe("Changed elsewhere");
	});
	it("[OM1] name$ and description$ tell the value now and each change", async () => {
		const { org } = await withOrg();
		const seen: string[] = [];
		const watching = org.description$.subscribe((text) => seen.push(text));
		await org.update({ description: "second" });
		await org.update({ name: "Other" });
		watching.unsubscribe();
		expect(seen).toEqual(["first", "second"]);
		expect(await firstValueFrom(org.name$)).toBe("Other");
	});
	it("[OM2] update leaves what is left out, and '' empties the description", async () => {
		const { org } = await withOrg();
		await org.update({ name: "Ada 2" });
		expect([org.name, org.description]).toEqual(["Ada 2", "first"]);
		await org.update({ description: "", name: undefined });
		expect([org.name, org.description]).toEqual(["Ada 2", ""]);
	});
	it("[OM2] update says what was wrong, and stores nothing", async () => {
		const { replica, org } = await withOrg();
		// Proof of the cast: the point is what the compiler would not let through.
		const update = (given: unknown) => codeOf(org.update(given as never));
		expect(await update({})).toBe("INVALID_FIELD");
		expect(await update(null)).toBe("INVALID_FIELD");
		expect(await update("Ada")).toBe("INVALID_FIELD");
		expect(await update({ name: "" })).toBe("INVALID_FIELD");
		expect(await update({ name: 5 })).toBe("INVALID_FIELD");
		expect(await update({ description: null })).toBe("INVALID_FIELD");
		expect(await update({ name: "N", nam: "M" })).toBe("UNKNOWN_FIELD");
		expect(await update({ name: "N", envelope: {} })).toBe("UNKNOWN_FIELD");
		expect(await update(JSON.parse('{"name":"N","__proto__":{}}'))).toBe(
			"UNKNOWN_FIELD",
		);
		expect((await replica.read("orgs", org.id))?.envelope.made).toBe(1);
	});
	it("[OM3] delete hides the org with its projects and members before it resolves", async () => {
		const { store, org } = await withOrg();
		const project = await org.createProject("P");
		const user = await org.addUser("a@example.com");
		await org.delete();
		expect([org.deleted, project.deleted, user.deleted]).toEqual([
			true,
			true,
			true,
		]);
		expect(await store.listUserOrgs()).toEqual([]);
		expect(await org.listProjects()).toEqual([]);
		expect(await org.listUsers()).toEqual([]);
		expect(await codeOf(org.update({ name: "N" }))).toBe("DOCUMENT_DELETED");
		expect(await codeOf(org.createProject("Q"))).toBe("PARENT_DELETED");
		expect(await codeOf(org.addUser("b@example.com"))).toBe("PARENT_DELETED");
		expect(await codeOf(org.delete())).toBe("DOCUMENT_DELETED");
	});
	it("[OM4] listUserOrgs lists all orgs by name, those known by name only too", async () => {
		const { store, replica } = await withOrg();
		await store.createOrg("bert");
		const named = { ...listedOrg, id: "r", name: "Carl" };
		await show(replica, "orgs", { ...named, reach: "reference" });
		const listed = await store.listUserOrgs();
		expect(listed.map(({ name, reach }) => [name, reach])).toEqual([
			["Ada", "listed"],
			["bert", "listed"],
			["Carl", "reference"],
		]);
	});
	it("[OM4] createOrg refuses an empty name and wrong types", async () => {
		const { store } = await withOrg();
		expect(await codeOf(store.createOrg(""))).toBe("INVALID_FIELD");
		// Proof of the cast: the point is what the compiler would not let through.
		expect(await codeOf(store.createOrg(7 as never))).toBe("INVALID_FIELD");
		expect(await store.listUserOrgs()).toHaveLength(1);
	});
	it("[OM5] listProjects lists the org's projects by name", async () => {
		const { store, org } = await withOrg();
		const other = await store.createOrg("Other");
		await other.createProject("Elsewhere");
		await org.createProject("b");
		await org.createProject("A");
		expect((await org.listProjects()).map(({ name }) => name)).toEqual([
			"A",
			"b",
		]);
	});
	it("[OM6] createProject gives the project and the change that made it", async () => {
		const { org } = await withOrg();
		const project = await org.createProject("P");
		expect(project).toMatchObject({
			orgId: org.id,
			name: "P",
			description: "",
			state: { state: "pending" },
			change: { collection: "projects", id: project.id, edit: 1 },
		});
		expect(await codeOf(org.createProject(" "))).toBe("INVALID_FIELD");
	});
	it("[OM7] getProject finds by local and by the Engine's id, and only in this org", async () => {
		const { store, replica, org } = await withOrg();
		const project = await org.createProject("P");
		await accept({ replica, name: "projects", id: project.id }, "remote-1");
		expect((await org.getProject(project.id)).name).toBe("P");
		const found = await org.getProject("remote-1");
		expect([found.id, found.remoteId]).toEqual([project.id, "remote-1"]);
		const other = await store.createOrg("Other");
		expect(await codeOf(other.getProject(project.id))).toBe("NOT_FOUND");
		expect(await codeOf(org.getProject("nothing"))).toBe("NOT_FOUND");
		expect(await codeOf(org.getProject(""))).toBe("NOT_FOUND");
		// Proof of the cast: the point is what the compiler would not let through.
		expect(await codeOf(org.getProject(7 as never))).toBe("INVALID_FIELD");
	});
	it("[OM7] store.org and store.project find by either id, and nothing that is deleted", async () => {
		const { store, replica, org } = await withOrg();
		await accept({ replica, name: "orgs", id: org.id }, "remote-o");
		expect((await store.org("remote-o")).id).toBe(org.id);
		const project = await org.createProject("P");
		expect((await store.project(project.id)).orgId).toBe(org.id);
		await project.delete();
		expect(await codeOf(store.project(project.id))).toBe("NOT_FOUND");
	});
});

describe("Project, offline", () => {
	it("[OM8] a project is changed and deleted as an org is", async () => {
		const { org } = await withOrg();
		const project = await org.createProject("P", "d");
		await project.update({ name: "Q" });
		expect([project.name, project.description]).toEqual(["Q", "d"]);
		expect(await firstValueFrom(project.name$)).toBe("Q");
		expect(await firstValueFrom(project.description$)).toBe("d");
		expect(await codeOf(project.update({}))).toBe("INVALID_FIELD");
		await project.delete();
		expect(await org.listProjects()).toEqual([]);
	});
});
