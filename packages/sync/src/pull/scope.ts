import { type Scope, scopeKey } from "@engine-offline/core/replicate";
import type { Mirror } from "../replicator/mirror.js";

/** One list. `projects` is the sweep over all projects that the user belongs to; it never proves absence. */
export type PullScope = Scope | { readonly list: "projects" };

/** The scope's parts of a text key, as `scopeKey` of the store has them. */
export function pullScopeKey(scope: PullScope): string {
	return scope.list === "projects" ? scope.list : scopeKey(scope);
}

/** All lists there are for this account now: my orgs, my projects, and the two lists of each org that is listed. */
export function allScopes(mirror: Mirror): PullScope[] {
	const scopes: PullScope[] = [{ list: "orgs" }, { list: "projects" }];
	for (const org of mirror.all("orgs")) {
		if (org._deleted || org.envelope.remoteId === "") continue;
		if (Reflect.get(org, "reach") === "reference") continue;
		scopes.push(
			{ list: "org-users", orgId: org.id },
			{ list: "org-projects", orgId: org.id },
		);
	}
	return scopes;
}

/** The scope that shows a document of this collection and org. */
export function scopeOf(
	name: "orgs" | "projects" | "members",
	orgId: string,
): Scope {
	switch (name) {
		case "orgs":
			return { list: "orgs" };
		case "projects":
			return { list: "org-projects", orgId };
		case "members":
			return { list: "org-users", orgId };
	}
}

/**
 * The list that would show what was made in an org: of one that is known by name only, or deleted here, there is no
 * other than the sweep over one's own projects.
 */
export function scopeShowing(
	mirror: Pick<Mirror, "get">,
	name: "orgs" | "projects" | "members",
	orgId: string,
): PullScope {
	const org = name === "orgs" ? undefined : mirror.get("orgs", orgId);
	const isUnlisted =
		org?._deleted === true || Reflect.get(org ?? {}, "reach") === "reference";
	return isUnlisted ? { list: "projects" } : scopeOf(name, orgId);
}
