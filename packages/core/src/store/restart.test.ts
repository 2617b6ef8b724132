import { IDBFactory } from "fake-indexeddb";
import { describe, expect, it } from "vitest";
import { accept, listedOrg, refuse, show } from "../test/engine-part.js";
import { openTestStore } from "../test/open-test-store.js";
import { fakeDexieStorage } from "../test/storages.js";
import { replicaOf } from "./replica-of.js";
import type { Store } from "./store.js";

/** Opens the same account on the same IndexedDB again and again. */
function device() {
	const indexedDB = new IDBFactory();
	return async () => {
		const storage = fakeDexieStorage(indexedDB);
		return openTestStore({ engine: "e", account: "restart", storage });
	};
}

/** A process that dies has written the org's tombstone and nothing more. */
async function deleteOrgOnly(store: Store, id: string): Promise<void> {
	const replica = replicaOf(store);
	const previous = await replica.read("orgs", id);
	if (previous === undefined) throw new Error("no org");
	const { envelope } = previous;
	const next = {
		...previous,
		_deleted: true,
		envelope: {
			...envelope,
			made: 1,
			open: 1 as const,
			base: { name: "Ada", description: "" },
		},
	};
	await replica.write("orgs", [{ previous, next }]);
}

describe("after a restart", () => {
	it("[ST7] everything that was acknowledged is there, and what waits still waits", async () => {
		const boot = device();
		const first = await boot();
		await show(first.replica, "orgs", { ...listedOrg, id: "o" });
		const org = await first.store.org("o");
		const update = await org.update({ name: "Renamed" });
		const project = await org.createProject("P");
		await first.store.close();
		const { store, replica } = await boot();
		expect((await store.pending()).map(({ label }) => label)).toEqual([
			"Renamed",
			"P",
		]);
		await accept({ replica, name: "orgs", id: "o" });
		expect(await store.settled(update)).toEqual({ kind: "accepted" });
		await store.revert(project.change);
		expect(await store.settled(project.change)).toEqual({ kind: "cancelled" });
	});
	it("[ST7] a delete waits, can be asked for, and can be taken back", async () => {
		const boot = device();
		const first = await boot();
		await show(first.replica, "orgs", { ...listedOrg, id: "o" });
		const org = await first.store.org("o");
		await org.createProject("P");
		const change = await org.delete();
		await first.store.close();
		const { store } = await boot();
		expect((await store.pending()).map(({ kind }) => kind).sort()).toEqual([
			"create",
			"delete",
		]);
		const outcome = store.settled(change);
		await store.revert(change);
		expect(await outcome).toEqual({ kind: "cancelled" });
		const again = await store.org("o");
		expect((await again.listProjects()).map(({ name }) => name)).toEqual(["P"]);
	});
	it("[ST7] issues keep their ids and can be answered", async () => {
		const boot = device();
		const first = await boot();
		const org = await first.store.createOrg("Bad");
		await refuse({ replica: first.replica, name: "orgs", id: org.id });
		const [issue] = first.store.issues.list();
		await first.store.close();
		const { store } = await boot();
		await store.issues.get(issue?.id ?? "")?.edit({ name: "Good" });
		expect((await store.org(org.id)).name).toBe("Good");
	});
	it("[ST8] a delete of an org that was cut off takes its children along when the store opens", async () => {
		const boot = device();
		const first = await boot();
		await show(first.replica, "orgs", { ...listedOrg, id: "o" });
		const project = { id: "p", orgId: "o", name: "P", description: "" };
		await show(first.replica, "projects", project);
		await deleteOrgOnly(first.store, "o");
		expect((await first.store.project("p")).name).toBe("P");
		await first.store.close();
		const { store, replica } = await boot();
		expect(await store.projects.find().exec()).toEqual([]);
		expect((await replica.read("projects", "p"))?.envelope.hiddenBy).toBe("o");
	});
	it("[ST9] who is signed in is kept", async () => {
		const boot = device();
		const first = await boot();
		await first.replica.record.change({ userId: "u", email: "u@example.com" });
		await first.store.close();
		const { store } = await boot();
		expect(store.identity).toEqual({ userId: "u", email: "u@example.com" });
	});
});
