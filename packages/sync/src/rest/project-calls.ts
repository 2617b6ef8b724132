import type { Engine } from "../engine.js";
import type { Call } from "./call.js";
import { empty } from "./empty.js";
import { ownId, readList, readRow } from "./readers.js";
import { project } from "./rows.js";

type ProjectCalls = Pick<
	Engine,
	| "listOrgProjects"
	| "listUserProjects"
	| "getProject"
	| "createProject"
	| "updateProject"
	| "deleteProject"
>;

const projects = readList([{ name: "projects", row: project, rowId: ownId }]);
const oneProject = readRow(project);

export function projectCalls(call: Call): ProjectCalls {
	const one = (id: string) => ["projects", { id }];
	return {
		listOrgProjects: ({ orgId }, options) =>
			call(
				{ method: "GET", path: ["orgs", { id: orgId }, "projects"] },
				projects,
				options,
			),
		listUserProjects: (options) =>
			call({ method: "GET", path: ["projects"] }, projects, options),
		getProject: ({ id }, options) =>
			call({ method: "GET", path: one(id) }, oneProject, options),
		createProject: ({ name, description, orgId }, options) =>
			call(
				{
					method: "POST",
					path: ["projects"],
					body: { name, description, orgId },
				},
				oneProject,
				options,
			),
		updateProject: ({ id, name, description }, options) =>
			call(
				{ method: "PUT", path: one(id), body: { name, description } },
				oneProject,
				options,
			),
		deleteProject: ({ id }, options) =>
			empty(call, { method: "DELETE", path: one(id) }, options),
	};
}
