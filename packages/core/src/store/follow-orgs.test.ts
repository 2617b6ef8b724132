import { describe, expect, it } from "vitest";
import type { Instance } from "../gate/gate-place.js";
import type { CollectionName } from "../model/documents.js";
import { vanished } from "../model/vanished.js";
import {
	accept,
	envelop,
	refuse,
	replicate,
	send,
} from "../test/engine-part.js";
import { codeOf } from "../test/gate-scene.js";
import { theIssue, withProject } from "../test/issue-scene.js";
import { followOrgs } from "./follow-orgs.js";

const orgPlace = (scene: Awaited<ReturnType<typeof withProject>>) =>
	({ replica: scene.replica, name: "orgs", id: "o" }) as const;

describe("a deleted org", () => {
	it("[ST10] hides its children also when a plain RxDB write deleted it", async () => {
		const { store, replica, project } = await withProject();
		await store.orgs.find().remove();
		expect(project.deleted).toBe(true);
		expect((await replica.read("projects", "p"))?.envelope).toMatchObject({
			hiddenBy: "o",
			state: "synced",
			made: 0,
		});
	});
	it("[ST11] that lives again shows exactly what it hid, at the newest values, edits intact", async () => {
		const scene = await withProject();
		const { store, replica, org, project, place } = scene;
		await project.update({ description: "mine" });
		await org.createProject("Deleted before").then((one) => one.delete());
		await org.delete();
		await envelop(place, { mark: "m2" });
		await refuse(orgPlace(scene));
		await replica.followOrgs(["o"]);
		expect((await org.listProjects()).map(({ name }) => name)).toEqual([
			"Plan",
		]);
		expect([project.description, project.state.state]).toEqual([
			"mine",
			"pending",
		]);
		expect((await store.pending()).map(({ id }) => id)).toEqual(["p"]);
	});
	it("[ST12] that is gone takes along what it hid, and the edits end as cancelled", async () => {
		const scene = await withProject();
		const { store, replica, org, project } = scene;
		const change = await project.update({ name: "Unsent" });
		await org.delete();
		await accept(orgPlace(scene));
		await replica.followOrgs(["o"]);
		expect(await change.settled()).toEqual({ kind: "cancelled" });
		expect(await store.pending()).toEqual([]);
		expect(replica.listOpen("projects")).toEqual([]);
	});
	it("[ST12] that vanished under a project in doubt leaves what was wanted as an issue", async () => {
		const scene = await withProject();
		const { store, replica, project, place } = scene;
		const change = await project.update({ name: "Unsent" });
		await send(place, true);
		await replicate(orgPlace(scene), (org) => vanished("orgs", org, 3));
		await replica.followOrgs(["o"]);
		expect(await change.settled()).toMatchObject({
			kind: "refused",
			code: "NOT_FOUND",
		});
		expect(theIssue(store)).toMatchObject({
			kind: "gone",
			collection: "projects",
			mine: { name: "Unsent" },
		});
		expect(project.deleted).toBe(true);
		await replica.followOrgs(["o"]);
		expect(await store.pending()).toEqual([]);
	});
	it("[ST13] following is idempotent: again, it writes nothing", async () => {
		const { replica, org } = await withProject();
		await org.delete();
		const written: string[] = [];
		const watching = replica.changes$.subscribe(({ name }) =>
			written.push(name),
		);
		await replica.followOrgs(["o", "unknown"]);
		watching.unsubscribe();
		expect(written).toEqual([]);
	});
	it("[ST10] hides its children although something that saw it living follows it at the same time", async () => {
		const { store, org, project } = await withProject();
		const orgs = store.orgs.storageInstance;
		let isDeleted = false;
		const late = Object.assign(Object.create(orgs), {
			findDocumentsById: async (ids: string[], withDeleted: boolean) => {
				const living = await orgs.findDocumentsById(ids, withDeleted);
				if (!isDeleted) await org.delete();
				isDeleted = true;
				return living;
			},
		});
		const rest = [store.projects, store.members] as const;
		await followOrgs(
			new Map([
				["orgs", late],
				...rest.map((one) => [one.name as CollectionName, one.storageInstance]),
			] as [CollectionName, Instance][]),
			["o"],
		);
		expect(project.deleted).toBe(true);
	});
	it("[ST10] what it hides can be neither changed nor inserted again", async () => {
		const { store, org, project } = await withProject();
		await org.delete();
		expect(await codeOf(project.update({ name: "N" }))).toBe(
			"DOCUMENT_DELETED",
		);
		expect(await codeOf(project.delete())).toBe("DOCUMENT_DELETED");
		expect(
			await codeOf(store.projects.insert({ id: "p", orgId: "o", name: "N" })),
		).toBe("PARENT_DELETED");
	});
});
