import { systemEnvironment } from "@engine-offline/core";
import { replicaOf } from "@engine-offline/core/replicate";
import { expect, it } from "vitest";
import { asSam, openScene } from "./fault-world.js";

it("[S4] a document born from a list gives way to the one made here for the same thing, whoever was first", async () => {
	const { device, alpha } = await openScene();
	const project = await alpha.createProject("Bee", "new");
	const member = await alpha.addUser(asSam, "OrgEditor");
	await Promise.all([project.change.settled(), member.change.settled()]);
	const replica = replicaOf(device.store);
	const bear = async (name: "projects" | "members", of: string, id: string) => {
		const doc = await replica.read(name, of);
		if (doc === undefined) throw new Error(`${of} is not in ${name}`);
		const fresh = { _rev: "1-engine", _meta: { lwt: 0 } };
		await replica.write(name, [{ next: { ...doc, ...fresh, id } }]);
	};
	const { hash } = systemEnvironment();
	await bear("projects", project.id, project.remoteId);
	await bear("members", member.id, hash(member.remoteId));
	expect((await device.replicator.syncNow()).state).toBe("in-sync");
	const projects = await alpha.listProjects();
	expect(projects.map(({ name }) => name)).toEqual(["Ant", "Ape", "Bee"]);
	expect(projects.at(-1)?.id).toBe(project.id);
	const sams = (await alpha.listUsers()).filter(
		({ user }) => user.email === asSam,
	);
	expect(sams.map(({ id }) => id)).toEqual([member.id]);
	expect((await device.replicator.syncNow()).state).toBe("in-sync");
	expect(await alpha.listProjects()).toHaveLength(3);
});
