import { describe, expect, it } from "vitest";
import { accept, listedOrg, refuse, send, show } from "../test/engine-part.js";
import { codeOf } from "../test/gate-scene.js";
import { openTestStore } from "../test/open-test-store.js";

async function withOrg() {
	const { store, replica } = await openTestStore();
	await show(replica, "orgs", { ...listedOrg, id: "o" });
	const place = { replica, name: "orgs", id: "o" } as const;
	return { store, replica, place, org: await store.org("o") };
}

describe("settled", () => {
	it("[OM21] waits for the outcome, and knows it at once afterwards", async () => {
		const { org, place } = await withOrg();
		const change = await org.update({ name: "New" });
		const waiting = change.settled();
		await accept(place);
		expect(await waiting).toEqual({ kind: "accepted" });
		expect(await change.settled()).toEqual({ kind: "accepted" });
	});
	it("[OM21] tells a refusal with code, reason, message and issue", async () => {
		const { store, org, place } = await withOrg();
		const change = await org.update({ name: "New" });
		await refuse(place);
		const outcome = await change.settled();
		expect(outcome).toMatchObject({
			kind: "refused",
			code: "PERMISSION_DENIED",
			reason: "ROLE",
			message: "Only an Owner may do this.",
		});
		expect(store.issues.list()[0]?.id).toBe(
			`orgs/o/${"issue" in outcome ? outcome.issue : ""}`,
		);
	});
	it("[OM21] tells that a later edit of the same fields replaced it", async () => {
		const { org, place } = await withOrg();
		const first = await org.update({ name: "First" });
		const second = await org.update({ name: "Second" });
		await accept(place);
		expect(await first.settled()).toEqual({ kind: "superseded" });
		expect(await second.settled()).toEqual({ kind: "accepted" });
	});
	it("[OM21] works for a delete, from the change as plain JSON", async () => {
		const { store, org, place } = await withOrg();
		const change = await org.delete();
		const kept = JSON.parse(JSON.stringify(change));
		expect(kept).toEqual({ collection: "orgs", id: "o", edit: 1 });
		const waiting = store.settled(kept);
		await accept(place);
		expect(await waiting).toEqual({ kind: "accepted" });
	});
	it("[OM22] rejects for what was never written, and when the store closes", async () => {
		const { store, org } = await withOrg();
		const ref = { collection: "orgs", id: "o", edit: 1 } as const;
		expect(await codeOf(store.settled(ref))).toBe("NOT_FOUND");
		expect(await codeOf(store.settled({ ...ref, id: "x" }))).toBe("NOT_FOUND");
		const wrong = { ...ref, collection: "things" };
		// Proof of the cast: the point is what the compiler would not let through.
		expect(await codeOf(store.settled(wrong as never))).toBe("INVALID_FIELD");
		expect(await codeOf(store.settled({ ...ref, edit: 0.5 }))).toBe(
			"INVALID_FIELD",
		);
		const change = await org.update({ name: "New" });
		const waiting = codeOf(change.settled());
		await store.close();
		expect(await waiting).toBe("STORE_CLOSED");
	});
	it("[OM21] an update that changes nothing is settled as what is there", async () => {
		const { org } = await withOrg();
		const change = await org.update({ name: "Ada" });
		expect(change.edit).toBe(0);
		expect(await change.settled()).toEqual({ kind: "accepted" });
	});
});

describe("revert", () => {
	it("[OM23] an unsent create ends as a cancelled tombstone, with what was made in it", async () => {
		const { store } = await withOrg();
		const org = await store.createOrg("New");
		const project = await org.createProject("P");
		await org.change.revert();
		expect([org.deleted, project.deleted]).toEqual([true, true]);
		expect(await org.change.settled()).toEqual({ kind: "cancelled" });
		expect(await project.change.settled()).toEqual({ kind: "cancelled" });
		expect(await store.pending()).toEqual([]);
	});
	it("[OM23] an unsent update goes back to what the Engine has", async () => {
		const { store, org } = await withOrg();
		await org.update({ name: "First" });
		const change = await org.update({ description: "d" });
		await store.revert(change);
		expect([org.name, org.description]).toEqual(["Ada", ""]);
		expect(org.state).toEqual({ state: "synced" });
		expect(await change.settled()).toEqual({ kind: "cancelled" });
	});
	it("[OM23] an unsent delete lives again, with exactly the children it hid", async () => {
		const { store, replica, org } = await withOrg();
		const kept = await org.createProject("Kept");
		const gone = await org.createProject("Gone");
		await accept({ replica, name: "projects", id: gone.id }, "remote");
		await gone.delete();
		await kept.update({ name: "Kept 2" });
		const change = await org.delete();
		await change.revert();
		expect(org.deleted).toBe(false);
		expect((await org.listProjects()).map(({ name }) => name)).toEqual([
			"Kept 2",
		]);
		expect(await change.settled()).toEqual({ kind: "cancelled" });
		expect((await store.pending()).map(({ kind }) => kind)).toEqual([
			"create",
			"delete",
		]);
	});
	it("[OM24] what is under way or settled is not reverted", async () => {
		const { org, place } = await withOrg();
		const change = await org.update({ name: "New" });
		await send(place);
		expect(await codeOf(change.revert())).toBe("ALREADY_SENT");
		await accept(place);
		expect(await codeOf(change.revert())).toBe("ALREADY_SENT");
		expect(org.name).toBe("New");
	});
	it("[OM24] what was taken back or refused leaves nothing to revert", async () => {
		const { org, place } = await withOrg();
		const change = await org.update({ name: "New" });
		await change.revert();
		expect(await codeOf(change.revert())).toBe("NOTHING_TO_REVERT");
		const refused = await org.update({ name: "New" });
		await refuse(place);
		expect(await codeOf(refused.revert())).toBe("NOTHING_TO_REVERT");
	});
	it("[OM24] what is hidden with its org comes back with the org", async () => {
		const { org } = await withOrg();
		const project = await org.createProject("P");
		await org.delete();
		expect(await codeOf(project.change.revert())).toBe("PARENT_DELETED");
	});
});
