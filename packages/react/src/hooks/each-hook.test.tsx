import type { OrgHandle, Store } from "@engine-offline/core";
import { replicaOf } from "@engine-offline/core/replicate";
import { type ReactNode, version } from "react";
import { describe, expect, it } from "vitest";
import { inEngine } from "../test/in-engine.js";
import { openTestStore, stoppedReplicator } from "../test/open-test-store.js";
import { render } from "../test/render.js";
import { Says } from "../test/says.js";
import {
	useCan,
	useIssues,
	useMembers,
	useOrg,
	useOrgs,
	usePending,
	usePendingOf,
	useProject,
	useProjects,
	useSettled,
	useStatus,
} from "./hooks.js";
import { useObservable, useSyncState } from "./use-observable.js";

const named = (rows: readonly { readonly name: string }[] | undefined) =>
	rows?.map(({ name }) => name).join() ?? "loading";

/** A component that says what a hook gives. */
function says(hook: () => string, store: Store | undefined): ReactNode {
	return inEngine(store, <Says say={hook} />);
}

async function withOrg() {
	const store = await openTestStore();
	const org = await store.createOrg("Ada");
	return { store, org };
}

describe("each hook", () => {
	it("[RE1] runs with the React that this project is for", () => {
		expect(version.split(".")[0]).toBe(process.env.REACT_MAJOR);
	});
	it("[RE2] useOrgs gives the orgs and follows them, undefined first", async () => {
		const { store } = await withOrg();
		const seen: string[] = [];
		const page = await render(
			says(() => {
				const text = named(useOrgs());
				seen.push(text);
				return text;
			}, store),
		);
		await page.says("Ada");
		await store.createOrg("Bob");
		await page.says("Ada,Bob");
		expect(seen[0]).toBe("loading");
	});
	it("[RE3] useOrg gives an org, a new handle when it changes, and null when it is gone", async () => {
		const { store, org } = await withOrg();
		const handles = new Set<OrgHandle>();
		const page = await render(
			says(() => {
				const found = useOrg(org.id);
				if (found) handles.add(found);
				return found === null ? "gone" : (found?.name ?? "loading");
			}, store),
		);
		await page.says("Ada");
		await org.update({ name: "Bea" });
		await page.says("Bea");
		expect(handles.size).toBe(2);
		await org.delete();
		await page.says("gone");
	});
	it("[RE3] useOrg and useProject find what was made here by the Engine's id too", async () => {
		const { store, org } = await withOrg();
		const project = await org.createProject("P");
		await giveRemoteId(store, "orgs", org.id);
		await giveRemoteId(store, "projects", project.id);
		const page = await render(
			says(
				() =>
					`${useOrg(`remote-${org.id}`)?.id === org.id} ${
						useProject(`remote-${project.id}`)?.id === project.id
					}`,
				store,
			),
		);
		await page.says("true true");
	});
	it("[RE4] useProjects, useProject and useMembers give what an org has, and nothing of one that is not here", async () => {
		const { store, org } = await withOrg();
		const project = await org.createProject("P");
		await org.addUser("eve@example.com");
		const page = await render(
			says(() => {
				const members = useMembers(org.id);
				const emails = members?.map(({ user }) => user.email).join();
				return [
					named(useProjects(org.id)),
					useProject(project.id)?.name,
					emails,
					useProjects("elsewhere")?.length,
					useMembers("elsewhere")?.length,
					useProject("elsewhere"),
				].join(" ");
			}, store),
		);
		await page.says("P P eve@example.com 0 0 ");
		await project.update({ name: "Q" });
		await page.says("Q Q eve@example.com 0 0 ");
	});
	it("[RE4] while they are mounted, their lists count as on screen", async () => {
		const { store, org } = await withOrg();
		const project = await org.createProject("P");
		const page = await render(
			says(() => useProject(project.id)?.name ?? "loading", store),
		);
		await page.says("P");
		expect(replicaOf(store).watched()).toEqual([
			{ list: "org-projects", orgId: org.id },
		]);
		await page.render(says(() => useOrg(org.id)?.name ?? "loading", store));
		await page.says("Ada");
		expect(replicaOf(store).watched()).toContainEqual({ list: "orgs" });
	});
	it("[RE5] usePending and usePendingOf give what waits", async () => {
		const { store, org } = await withOrg();
		const page = await render(
			says(() => {
				const all = usePending()?.map(({ label }) => label);
				const one = usePendingOf({ collection: "orgs", id: org.id });
				const none = usePendingOf({ collection: "orgs", id: "elsewhere" });
				return `${all?.join()} ${one?.kind} ${none}`;
			}, store),
		);
		await page.says("Ada create null");
		await store.createOrg("Bob");
		await page.says("Ada,Bob create null");
		await org.change.revert();
		await page.says("Bob undefined null");
	});
	it("[RE6] useIssues, useStatus and useCan give theirs", async () => {
		const { store, org } = await withOrg();
		const say = () =>
			[
				useIssues()?.length,
				useStatus()?.state,
				useCan(org.id, "updateOrg")?.verdict,
				useCan("elsewhere", "updateOrg")?.verdict,
			].join(" ");
		const page = await render(
			inEngine(store, <Says say={say} />, stoppedReplicator(store)),
		);
		await page.says("0 stopped unknown unknown");
		await page.render(inEngine(store, <Says say={say} />));
		await page.says("0  unknown unknown");
	});
	it("[RE7] useSettled gives an outcome once there is one", async () => {
		const { store, org } = await withOrg();
		const page = await render(
			says(
				() => `${useSettled(org.change)?.kind} ${useSettled(undefined)}`,
				store,
			),
		);
		await page.says("undefined undefined");
		await org.change.revert();
		await page.says("cancelled undefined");
	});
	it("[RE8] useObservable and useSyncState follow a member of a handle", async () => {
		const { store, org } = await withOrg();
		const page = await render(
			says(
				() => `${useObservable(org.name$, "?")} ${useSyncState(org).state}`,
				store,
			),
		);
		await page.says("Ada pending");
		await org.update({ name: "Bea" });
		await page.says("Bea pending");
	});
});

/** As the answer to a create would. */
async function giveRemoteId(
	store: Store,
	name: "orgs" | "projects",
	id: string,
): Promise<void> {
	const replica = replicaOf(store);
	const previous = await replica.read(name, id);
	if (previous === undefined) throw new Error("no such document");
	const envelope = { ...previous.envelope, remoteId: `remote-${id}` };
	await replica.write(name, [{ previous, next: { ...previous, envelope } }]);
}
