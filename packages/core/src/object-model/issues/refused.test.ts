import { describe, expect, it } from "vitest";
import { accept, refuse } from "../../test/engine-part.js";
import { codeOf } from "../../test/gate-scene.js";
import { theIssue, withProject } from "../../test/issue-scene.js";

describe("a refused create", () => {
	async function refusedOrg() {
		const scene = await withProject();
		const org = await scene.store.createOrg("Bad");
		const inside = await org.createProject("Inside");
		const place = { replica: scene.replica, name: "orgs", id: org.id } as const;
		await refuse(place);
		await scene.replica.followOrgs([org.id]);
		return { ...scene, bad: org, inside, badPlace: place };
	}
	it("[IS2] is a tombstone with its values in the issue, and what hangs on it waits", async () => {
		const { store, bad, inside } = await refusedOrg();
		expect(bad.deleted).toBe(true);
		expect(bad.state).toMatchObject({
			state: "refused",
			message: "Only an Owner may do this.",
			issue: theIssue(store).id,
		});
		expect(theIssue(store)).toMatchObject({
			kind: "refused",
			label: "Bad",
			change: { kind: "create", collection: "orgs", id: bad.id, edit: 1 },
			mine: { name: "Bad" },
			suggestion: "Ask an Owner.",
			dependents: [{ collection: "projects", id: inside.id }],
			actions: ["retry", "edit", "discard"],
		});
		expect(await store.pending()).toMatchObject([
			{
				label: "Inside",
				state: "parked",
				parked: { reason: "parent-refused" },
			},
		]);
		expect(await inside.state).toMatchObject({ reason: "parent-refused" });
	});
	it("[IS3] retry makes it live again as a pending create, with what hung on it", async () => {
		const { store, bad, inside, badPlace } = await refusedOrg();
		const change = await theIssue(store).retry();
		expect([bad.deleted, inside.deleted]).toEqual([false, false]);
		expect(store.issues.list()).toEqual([]);
		expect((await store.pending()).map(({ label, state }) => [label, state]))
			// The project is the older of the two by now.
			.toEqual([
				["Inside", "pending"],
				["Bad", "pending"],
			]);
		await accept(badPlace, "remote");
		expect(await change?.settled()).toEqual({ kind: "accepted" });
		expect(await bad.change.settled()).toMatchObject({ kind: "refused" });
	});
	it("[IS3] edit sends other values, and checks them like any", async () => {
		const { store, bad } = await refusedOrg();
		const issue = theIssue(store);
		expect(await codeOf(issue.edit({ name: "" }))).toBe("INVALID_FIELD");
		expect(await codeOf(issue.edit({}))).toBe("INVALID_FIELD");
		expect(await codeOf(issue.edit({ reach: "reference" }))).toBe(
			"UNKNOWN_FIELD",
		);
		expect(store.issues.list()).toHaveLength(1);
		await issue.edit({ name: "Good" });
		expect([bad.name, bad.deleted]).toEqual(["Good", false]);
		expect(store.issues.list()).toEqual([]);
	});
	it("[IS4] discard leaves the tombstone, and what hung on it ends as cancelled", async () => {
		const { store, bad, inside } = await refusedOrg();
		await theIssue(store).discard();
		expect(bad.deleted).toBe(true);
		expect(await inside.change.settled()).toEqual({ kind: "cancelled" });
		expect(await store.pending()).toEqual([]);
		expect((await store.unsynced()).items).toEqual([]);
	});
	it("[IS5] an answer that does not fit rejects, and a closed issue says so", async () => {
		const { store } = await refusedOrg();
		const issue = theIssue(store);
		expect(await codeOf(issue.keepMine())).toBe("WRONG_ACTION");
		expect(await codeOf(issue.keepTheirs())).toBe("WRONG_ACTION");
		await issue.retry();
		expect(await codeOf(issue.retry())).toBe("NO_SUCH_ISSUE");
		expect(await codeOf(issue.discard())).toBe("NO_SUCH_ISSUE");
	});
	it("[IS3] a person may be given another address and role", async () => {
		const { store, replica, org } = await withProject();
		const user = await org.addUser("wrong@example.com", "Boss");
		await refuse({ replica, name: "members", id: user.id });
		expect(theIssue(store).label).toBe("wrong@example.com");
		const email = "right@example.com";
		expect(await codeOf(theIssue(store).edit({ email: "no" }))).toBe(
			"INVALID_FIELD",
		);
		await theIssue(store).edit({ email, role: "OrgViewer" });
		expect(await org.listUsers()).toMatchObject([
			{ id: user.id, role: "OrgViewer", user: { email } },
		]);
	});
	it("[IS3] the account that createUser asked for is asked for again", async () => {
		const { store, replica, org } = await withProject();
		const user = await org.createUser({ name: "C", email: "c@example.com" });
		await refuse({ replica, name: "members", id: user.id });
		await theIssue(store).retry();
		expect(await replica.read("members", user.id)).toMatchObject({
			_deleted: false,
			invite: { account: true },
		});
	});
});

describe("a refused update", () => {
	it("[IS6] shows the Engine's values, and retry writes mine again but nothing else", async () => {
		const { store, place, project } = await withProject();
		await project.update({ name: "Mine" });
		await refuse(place);
		expect([project.name, project.deleted]).toEqual(["Plan", false]);
		expect(project.state.state).toBe("refused");
		await project.update({ description: "written since" });
		const change = await theIssue(store).retry();
		expect([project.name, project.description]).toEqual([
			"Mine",
			"written since",
		]);
		expect(change).toMatchObject({ id: "p", edit: 3 });
		expect(project.state.state).toBe("pending");
	});
	it("[IS6] edit writes mine with other values, discard leaves the Engine's", async () => {
		const { store, place, project } = await withProject();
		await project.update({ name: "Mine", description: "too" });
		await refuse(place);
		await theIssue(store).edit({ name: "Milder" });
		expect([project.name, project.description]).toEqual(["Milder", "too"]);
		await refuse(place);
		await theIssue(store).discard();
		expect([project.name, project.state.state]).toEqual(["Plan", "synced"]);
	});
	it("[IS6] mine is not written to what was deleted meanwhile", async () => {
		const { store, place, project } = await withProject();
		await project.update({ name: "Mine" });
		await refuse(place);
		await project.delete();
		expect(await codeOf(theIssue(store).retry())).toBe("DOCUMENT_DELETED");
		await theIssue(store).discard();
		expect(store.issues.list()).toEqual([]);
		expect(project.deleted).toBe(true);
	});
});

describe("a refused delete", () => {
	it("[IS7] lives, and retry deletes it again", async () => {
		const { store, replica, org, project } = await withProject();
		await org.delete();
		const place = { replica, name: "orgs", id: "o" } as const;
		await refuse(place);
		await replica.followOrgs(["o"]);
		expect([org.deleted, project.deleted]).toEqual([false, false]);
		expect(theIssue(store).actions).toEqual(["retry", "discard"]);
		expect(await codeOf(theIssue(store).edit({ name: "N" }))).toBe(
			"WRONG_ACTION",
		);
		const change = await theIssue(store).retry();
		expect([org.deleted, project.deleted]).toEqual([true, true]);
		await accept(place);
		expect(await change?.settled()).toEqual({ kind: "accepted" });
	});
	it("[IS7] discard keeps it alive", async () => {
		const { store, place, project } = await withProject();
		await project.delete();
		await refuse(place);
		await theIssue(store).discard();
		expect([project.deleted, project.state.state]).toEqual([false, "synced"]);
	});
});
