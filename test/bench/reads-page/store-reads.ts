import type { Store } from "@engine-offline/core";
import type { Live, Reads } from "./reads.js";

/** The store as an app uses it. */
export function openStoreReads(store: Store): Reads {
	const byOrg = (orgId: string) => store.projects.find({ selector: { orgId } });
	return {
		countOf: async (orgId) => (await byOrg(orgId).exec()).length,
		countAll: async () => (await store.projects.find().exec()).length,
		insert: (orgId, id) => store.projects.insert({ id, orgId, name: "New" }),
		watch: (orgIds) => watch(store, orgIds),
		close: () => store.close(),
	};
}

async function watch(store: Store, orgIds: readonly string[]): Promise<Live> {
	const [first = ""] = orgIds;
	const query = store.projects.find({ selector: { orgId: first } });
	const [project] = await query.exec();
	if (project === undefined) throw new Error("The org has no projects.");
	let onNames: (names: ReadonlySet<string>) => void = () => {};
	const subscriptions = orgIds.map((orgId) =>
		store.projects.find({ selector: { orgId } }).$.subscribe((rows) => {
			if (orgId === first) onNames(new Set(rows.map(({ name }) => name)));
		}),
	);
	return {
		updateAndSee: (name) => {
			const seen = new Promise<void>((resolve) => {
				onNames = (names) => names.has(name) && resolve();
			});
			return Promise.all([project.incrementalPatch({ name }), seen]);
		},
		stop: () => {
			for (const each of subscriptions) each.unsubscribe();
		},
	};
}
