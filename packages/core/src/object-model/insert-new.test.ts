import { expect, it } from "vitest";
import { systemEnvironment } from "../environment.js";
import { openTestStore } from "../test/open-test-store.js";

it("[OM35] what another tab put back from the journal meanwhile is what was created here", async () => {
	const system = systemEnvironment();
	let next = system.uuid;
	const environment = { ...system, uuid: () => next() };
	const { store } = await openTestStore({ environment });
	// The id of a create is drawn once: a document that has it can only be this one.
	next = () => "drawn-once";
	const org = await store.createOrg("Mine");
	const again = await store.createOrg("Mine");
	expect([org.id, again.id]).toEqual(["drawn-once", "drawn-once"]);
	const project = await org.createProject("Plan");
	expect((await org.createProject("Plan")).id).toBe(project.id);
	expect((await store.pending()).map(({ kind }) => kind)).toEqual([
		"create",
		"create",
	]);
});
