import { useMemo, useSyncExternalStore } from "react";

/** What the page shows; kept in the hash, so that a reload shows the same and no server has to know the paths. */
export type Route =
	| { readonly page: "orgs" }
	| { readonly page: "org"; readonly orgId: string }
	| { readonly page: "waiting" }
	| { readonly page: "issues" };

export function useRoute(): Route {
	const hash = useSyncExternalStore(onHashChange, () => location.hash);
	return useMemo(() => readRoute(hash), [hash]);
}

export function readRoute(hash: string): Route {
	const [page, id] = hash.replace(/^#\/?/, "").split("/");
	if (page === "waiting" || page === "issues") return { page };
	return page === "orgs" && id ? { page: "org", orgId: id } : { page: "orgs" };
}

export function hrefOf(route: Route): string {
	switch (route.page) {
		case "orgs":
			return "#/";
		case "org":
			return `#/orgs/${route.orgId}`;
		default:
			return `#/${route.page}`;
	}
}

export function goTo(route: Route): void {
	location.hash = hrefOf(route);
}

function onHashChange(changed: () => void): () => void {
	addEventListener("hashchange", changed);
	return () => removeEventListener("hashchange", changed);
}
