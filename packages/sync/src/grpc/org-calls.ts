import {
	ListOrgsResponseSchema,
	ListOrgUsersResponseSchema,
	OrgSchema,
	OrgService,
	OrgUserSchema,
} from "@engine-offline/wire";
import type { Engine, OrgFields } from "../engine.js";
import { ownId, readRow, userId } from "../rest/readers.js";
import { org, orgUser } from "../rest/rows.js";
import type { Call } from "./call.js";
import { empty } from "./empty.js";
import { readMessage, readRows } from "./message-readers.js";

type OrgCalls = Pick<
	Engine,
	"listOrgs" | "getOrg" | "createOrg" | "updateOrg" | "deleteOrg"
>;

type OrgUserCalls = Pick<
	Engine,
	"listOrgUsers" | "getOrgUser" | "createOrgUser" | "deleteOrgUser"
>;

const orgs = readRows(ListOrgsResponseSchema, [
	{ name: "orgs", row: org, rowId: ownId },
]);
const oneOrg = readMessage(OrgSchema, readRow(org));

/** Members first: who stands in both lists is a member. */
const orgUsers = readRows(ListOrgUsersResponseSchema, [
	{ name: "orgUsers", row: orgUser(false), rowId: userId },
	{ name: "externalUsers", row: orgUser(true), rowId: userId },
]);
const oneOrgUser = readMessage(OrgUserSchema, readRow(orgUser(false)));

const { method } = OrgService;

export function orgCalls(call: Call): OrgCalls {
	return {
		listOrgs: (options) =>
			call({ method: method.listOrgs, request: {} }, orgs, options),
		getOrg: ({ id }, options) =>
			call({ method: method.getOrg, request: { id } }, oneOrg, options),
		createOrg: (fields, options) =>
			call(
				{ method: method.createOrg, request: orgFields(fields) },
				oneOrg,
				options,
			),
		updateOrg: ({ id, ...fields }, options) =>
			call(
				{ method: method.updateOrg, request: { id, ...orgFields(fields) } },
				oneOrg,
				options,
			),
		deleteOrg: ({ id }, options) =>
			empty(call, { method: method.deleteOrg, request: { id } }, options),
	};
}

/** One by one: nothing that an app hung on the object goes out. */
function orgFields({ name, description, logoUrl }: OrgFields) {
	return { name, description, logoUrl };
}

export function orgUserCalls(call: Call): OrgUserCalls {
	return {
		listOrgUsers: ({ id }, options) =>
			call({ method: method.listOrgUsers, request: { id } }, orgUsers, options),
		getOrgUser: ({ id, userId }, options) =>
			call(
				{ method: method.getOrgUser, request: { id, userId } },
				oneOrgUser,
				options,
			),
		createOrgUser: ({ id, userId, roleId }, options) =>
			call(
				{ method: method.createOrgUser, request: { id, userId, roleId } },
				oneOrgUser,
				options,
			),
		deleteOrgUser: ({ id, userId }, options) =>
			empty(
				call,
				{ method: method.deleteOrgUser, request: { id, userId } },
				options,
			),
	};
}
