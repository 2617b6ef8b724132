import type { Issue } from "../object-model/issues/issue.js";
import type { Store } from "../store/store.js";
import { accept, listedOrg, show } from "./engine-part.js";
import { openTestStore } from "./open-test-store.js";

/** A store in which the Engine has shown the org "o", called Ada, with the project "p", called Plan. */
export async function withProject() {
	const { store, replica } = await openTestStore();
	await show(replica, "orgs", { ...listedOrg, id: "o" });
	await show(replica, "projects", {
		id: "p",
		orgId: "o",
		name: "Plan",
		description: "",
	});
	const place = { replica, name: "projects", id: "p" } as const;
	const settle = () => accept(place);
	return {
		store,
		replica,
		place,
		settle,
		org: await store.org("o"),
		project: await store.project("p"),
	};
}

/** The one issue that there is. */
export function theIssue(store: Store): Issue {
	const [issue, ...others] = store.issues.list();
	if (issue === undefined || others.length > 0)
		throw new Error(`expected one issue, found ${store.issues.list().length}`);
	return issue;
}
