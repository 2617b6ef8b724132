import { isId } from "./ids.js";

/** One request as a route and its values; `fields` go into the body, `ids` and `email` into the URL. */
export interface RestRequest {
	readonly method: "GET" | "POST" | "PUT" | "DELETE";
	/** Words of the API, never values: `users:signInWithEmail`. */
	readonly path: readonly Segment[];
	readonly query?: Readonly<Record<string, string>>;
	readonly body?: Readonly<Record<string, string>>;
}

/** A word of the API as it is, or an id that came from somewhere. */
export type Segment = string | { readonly id: string };

/** The URL of a request, under the base and on its origin; undefined when an id is none. */
export function requestUrl(base: URL, request: RestRequest): URL | undefined {
	const segments = request.path.map(encodedSegment);
	if (segments.includes(undefined)) return undefined;
	const path = `${base.pathname.replace(/\/$/, "")}/api/v1/${segments.join("/")}`;
	const url = new URL(base);
	url.pathname = path;
	for (const [name, value] of Object.entries(request.query ?? {}))
		url.searchParams.set(name, value);
	return url.origin === base.origin && url.pathname === path ? url : undefined;
}

function encodedSegment(segment: Segment): string | undefined {
	if (typeof segment === "string") return segment;
	return isId(segment.id) ? encodeURIComponent(segment.id) : undefined;
}
