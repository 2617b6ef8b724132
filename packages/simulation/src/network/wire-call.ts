import type { CollectionName } from "@engine-offline/core/replicate";

/** What a request of the REST client asks for, read back from its method, path and body. */
export interface WireCall {
	readonly verb:
		| "create"
		| "update"
		| "delete"
		| "get"
		| "list"
		| "auth"
		| "other";
	readonly collection: CollectionName | undefined;
	/** The thing that is read or changed, '' for a create or a list; of a member `org/user`. */
	readonly remoteId: string;
	/** The org of a list or create, ''. */
	readonly parentId: string;
	readonly fields: Readonly<Record<string, string>>;
}

interface Shape {
	readonly method: string;
	readonly pattern: RegExp;
	readonly verb: WireCall["verb"];
	readonly collection?: CollectionName;
}

const shapes: readonly Shape[] = [
	{ method: "POST", pattern: /^\/users:/, verb: "auth" },
	{ method: "GET", pattern: /^\/orgs$/, verb: "list", collection: "orgs" },
	{
		method: "GET",
		pattern: /^\/projects$/,
		verb: "list",
		collection: "projects",
	},
	{
		method: "GET",
		pattern: /^\/orgs\/(?<parent>[^/]+)\/projects$/,
		verb: "list",
		collection: "projects",
	},
	{
		method: "GET",
		pattern: /^\/orgs\/(?<parent>[^/]+)\/users$/,
		verb: "list",
		collection: "members",
	},
	{
		method: "GET",
		pattern: /^\/orgs\/(?<id>[^/]+)$/,
		verb: "get",
		collection: "orgs",
	},
	{
		method: "GET",
		pattern: /^\/projects\/(?<id>[^/]+)$/,
		verb: "get",
		collection: "projects",
	},
	{
		method: "GET",
		pattern: /^\/orgs\/(?<id>[^/]+\/users\/[^/]+)$/,
		verb: "get",
		collection: "members",
	},
	{
		method: "GET",
		pattern: /^\/users\/(?<id>[^/]+)$/,
		verb: "get",
		collection: "users",
	},
	{
		method: "GET",
		pattern: /^\/users\?email=/,
		verb: "get",
		collection: "users",
	},
	{ method: "POST", pattern: /^\/orgs$/, verb: "create", collection: "orgs" },
	{
		method: "POST",
		pattern: /^\/projects$/,
		verb: "create",
		collection: "projects",
	},
	{ method: "POST", pattern: /^\/users$/, verb: "create", collection: "users" },
	{
		method: "POST",
		pattern: /^\/orgs\/(?<parent>[^/]+)\/users$/,
		verb: "create",
		collection: "members",
	},
	{
		method: "PUT",
		pattern: /^\/orgs\/(?<id>[^/]+)$/,
		verb: "update",
		collection: "orgs",
	},
	{
		method: "PUT",
		pattern: /^\/projects\/(?<id>[^/]+)$/,
		verb: "update",
		collection: "projects",
	},
	{
		method: "PUT",
		pattern: /^\/users\/(?<id>[^/]+)$/,
		verb: "update",
		collection: "users",
	},
	{
		method: "DELETE",
		pattern: /^\/orgs\/(?<id>[^/]+)$/,
		verb: "delete",
		collection: "orgs",
	},
	{
		method: "DELETE",
		pattern: /^\/projects\/(?<id>[^/]+)$/,
		verb: "delete",
		collection: "projects",
	},
	{
		method: "DELETE",
		pattern: /^\/orgs\/(?<id>[^/]+\/users\/[^/]+)$/,
		verb: "delete",
		collection: "members",
	},
];

/** Reads a request; `path` begins after `/api/v1`. */
export function readWireCall(
	method: string,
	path: string,
	body: string,
): WireCall {
	for (const { method: needed, pattern, verb, collection } of shapes) {
		const found = needed === method ? pattern.exec(path) : null;
		if (found === null) continue;
		const fields = fieldsOf(body);
		return {
			verb,
			collection,
			remoteId: (found.groups?.id ?? "").replace("/users/", "/"),
			parentId: found.groups?.parent ?? fields.orgId ?? "",
			fields,
		};
	}
	return {
		verb: "other",
		collection: undefined,
		remoteId: "",
		parentId: "",
		fields: {},
	};
}

function fieldsOf(body: string): Record<string, string> {
	if (body === "") return {};
	const parsed: unknown = JSON.parse(body);
	return Object.fromEntries(
		Object.entries(parsed ?? {}).map(([key, value]) => [key, String(value)]),
	);
}

export function isWrite({ verb }: WireCall): boolean {
	return verb === "create" || verb === "update" || verb === "delete";
}
