import type { Engine, OrgFields, OrgUserRow } from "../engine.js";
import type { Call } from "./call.js";
import { empty } from "./empty.js";
import { type ListPart, ownId, readList, readRow, userId } from "./readers.js";
import { org, orgUser } from "./rows.js";

type OrgCalls = Pick<
	Engine,
	"listOrgs" | "getOrg" | "createOrg" | "updateOrg" | "deleteOrg"
>;

type OrgUserCalls = Pick<
	Engine,
	"listOrgUsers" | "getOrgUser" | "createOrgUser" | "deleteOrgUser"
>;

const orgs = readList([{ name: "orgs", row: org, rowId: ownId }]);
const oneOrg = readRow(org);

/** Members first: who stands in both lists is a member. */
const orgUsers = readList<OrgUserRow>([
	part("orgUsers", false),
	part("externalUsers", true),
]);
const oneOrgUser = readRow(orgUser(false));

function part(name: string, external: boolean): ListPart<OrgUserRow> {
	return { name, row: orgUser(external), rowId: userId };
}

export function orgCalls(call: Call): OrgCalls {
	return {
		listOrgs: (options) =>
			call({ method: "GET", path: ["orgs"] }, orgs, options),
		getOrg: ({ id }, options) =>
			call({ method: "GET", path: ["orgs", { id }] }, oneOrg, options),
		createOrg: (fields, options) =>
			call(
				{ method: "POST", path: ["orgs"], body: orgFields(fields) },
				oneOrg,
				options,
			),
		updateOrg: ({ id, ...fields }, options) =>
			call(
				{ method: "PUT", path: ["orgs", { id }], body: orgFields(fields) },
				oneOrg,
				options,
			),
		deleteOrg: ({ id }, options) =>
			empty(call, { method: "DELETE", path: ["orgs", { id }] }, options),
	};
}

/** One by one: nothing that an app hung on the object goes out. */
function orgFields({ name, description, logoUrl }: OrgFields) {
	return { name, description, logoUrl };
}

export function orgUserCalls(call: Call): OrgUserCalls {
	const users = (id: string) => ["orgs", { id }, "users"];
	return {
		listOrgUsers: ({ id }, options) =>
			call({ method: "GET", path: users(id) }, orgUsers, options),
		getOrgUser: ({ id, userId }, options) =>
			call(
				{ method: "GET", path: [...users(id), { id: userId }] },
				oneOrgUser,
				options,
			),
		createOrgUser: ({ id, userId, roleId }, options) =>
			call(
				{ method: "POST", path: users(id), body: { userId, roleId } },
				oneOrgUser,
				options,
			),
		deleteOrgUser: ({ id, userId }, options) =>
			empty(
				call,
				{ method: "DELETE", path: [...users(id), { id: userId }] },
				options,
			),
	};
}
