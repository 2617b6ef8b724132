import {
	ListOrgProjectsResponseSchema,
	ListUserProjectsResponseSchema,
	ProjectSchema,
	ProjectService,
} from "@engine-offline/wire";
import type { Engine } from "../engine.js";
import { ownId, readRow } from "../rest/readers.js";
import { project } from "../rest/rows.js";
import type { Call } from "./call.js";
import { empty } from "./empty.js";
import { readMessage, readRows } from "./message-readers.js";

type ProjectCalls = Pick<
	Engine,
	| "listOrgProjects"
	| "listUserProjects"
	| "getProject"
	| "createProject"
	| "updateProject"
	| "deleteProject"
>;

const parts = [{ name: "projects", row: project, rowId: ownId }];
const ofOrg = readRows(ListOrgProjectsResponseSchema, parts);
const ofUser = readRows(ListUserProjectsResponseSchema, parts);
const oneProject = readMessage(ProjectSchema, readRow(project));

const { method } = ProjectService;

export function projectCalls(call: Call): ProjectCalls {
	return {
		listOrgProjects: ({ orgId }, options) =>
			call(
				{ method: method.listOrgProjects, request: { orgId } },
				ofOrg,
				options,
			),
		listUserProjects: (options) =>
			call({ method: method.listUserProjects, request: {} }, ofUser, options),
		getProject: ({ id }, options) =>
			call({ method: method.getProject, request: { id } }, oneProject, options),
		createProject: ({ name, description, orgId }, options) =>
			call(
				{
					method: method.createProject,
					request: { name, description, orgId },
				},
				oneProject,
				options,
			),
		updateProject: ({ id, name, description }, options) =>
			call(
				{ method: method.updateProject, request: { id, name, description } },
				oneProject,
				options,
			),
		deleteProject: ({ id }, options) =>
			empty(call, { method: method.deleteProject, request: { id } }, options),
	};
}
