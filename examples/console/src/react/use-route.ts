import { useMemo, useSyncExternalStore } from "react";

export type OrgTab = "projects" | "people";

/** What the page shows; kept in the hash, so that a reload shows the same and no server has to know the paths. */
export type Route =
	| { readonly page: "orgs" }
	| { readonly page: "org"; readonly orgId: string; readonly tab: OrgTab }
	| { readonly page: "waiting" }
	| { readonly page: "issues" }
	| { readonly page: "inspector" }
	| { readonly page: "sign-out" };

export function useRoute(): Route {
	const hash = useHash();
	return useMemo(() => readRoute(hash), [hash]);
}

/** Where the page is, as it stands in the address. */
export function useHash(): string {
	return useSyncExternalStore(onHashChange, () => location.hash);
}

export function readRoute(hash: string): Route {
	const [page, id, tab] = hash.replace(/^#\/?/, "").split("/");
	switch (page) {
		case "waiting":
		case "issues":
		case "inspector":
		case "sign-out":
			return { page };
		case "orgs":
			return id ? orgRoute(id, tab) : { page };
		default:
			return { page: "orgs" };
	}
}

export function hrefOf(route: Route): string {
	switch (route.page) {
		case "orgs":
			return "#/";
		case "org":
			return `#/orgs/${route.orgId}${route.tab === "people" ? "/people" : ""}`;
		default:
			return `#/${route.page}`;
	}
}

export function goTo(route: Route): void {
	location.hash = hrefOf(route);
}

export function orgRoute(orgId: string, tab = "projects"): Route {
	return { page: "org", orgId, tab: tab === "people" ? tab : "projects" };
}

function onHashChange(changed: () => void): () => void {
	addEventListener("hashchange", changed);
	return () => removeEventListener("hashchange", changed);
}
