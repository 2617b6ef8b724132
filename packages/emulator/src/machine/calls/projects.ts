import type { Change } from "../change.js";
import {
	answer,
	type CallerContext,
	empty,
	type Handler,
	isRefusal,
	type Refusal,
} from "../context.js";
import { deletersOnly, renamersOnly, viewOnlyRefusal } from "../guards.js";
import { auditBy, presentProject } from "../present.js";
import { denied, quotaReached } from "../refusals.js";
import { orgEditor, orgOwner, projectOwner } from "../roles.js";
import { nameRefusal, storedText } from "../rules.js";
import {
	type EngineState,
	type OrgRow,
	type ProjectRow,
	pairKey,
} from "../state.js";
import {
	orgRoleOf,
	seesProject,
	visibleOrg,
	visibleProject,
} from "../visibility.js";
import { projectCount } from "./orgs.js";

export const listOrgProjects: Handler<"ListOrgProjects"> = (
	context,
	{ orgId },
) => {
	const org = visibleOrg(context, orgId);
	if (isRefusal(org)) return org;
	const rows = [...context.state.projects.values()];
	const seen = rows.filter(
		(row) => row.orgId === orgId && seesProject(context, row),
	);
	return answer({ projects: seen.map((row) => presentProject(context, row)) });
};

export const listUserProjects: Handler<"ListUserProjects"> = (context) => {
	const rows = [...context.state.projects.values()];
	const seen = rows.filter((row) => seesProject(context, row));
	return answer({ projects: seen.map((row) => presentProject(context, row)) });
};

export const getProject: Handler<"GetProject"> = (context, { id }) => {
	const project = visibleProject(context, id);
	return isRefusal(project)
		? project
		: answer(presentProject(context, project));
};

export const createProject: Handler<"CreateProject"> = (context, request) => {
	const org = visibleOrg(context, request.orgId);
	if (isRefusal(org)) return org;
	const no =
		creatorsOnly(context, org.id) ??
		nameRefusal(request.name) ??
		viewOnlyRefusal(context, org, "create") ??
		projectQuotaRefusal(context.state, org);
	if (no) return no;
	const created = auditBy(context, context.caller);
	const row: ProjectRow = {
		id: context.newId(),
		orgId: org.id,
		name: storedText(context, request.name),
		description: storedText(context, request.description),
		created,
		updated: created,
	};
	const userId = context.caller.id;
	const member = { projectId: row.id, userId, role: projectOwner };
	return answer(presentProject(context, row), [
		{ table: "projects", key: row.id, row },
		{ table: "projectUsers", key: pairKey(row.id, userId), row: member },
	]);
};

export const updateProject: Handler<"UpdateProject"> = (context, request) => {
	const project = visibleProject(context, request.id);
	if (isRefusal(project)) return project;
	const no =
		renamersOnly(context, project) ??
		nameRefusal(request.name) ??
		viewOnlyRefusal(context, orgOf(context, project), "other");
	if (no) return no;
	const row: ProjectRow = {
		...project,
		name: storedText(context, request.name),
		description: storedText(context, request.description),
		updated: auditBy(context, context.caller),
	};
	return answer(presentProject(context, row), [
		{ table: "projects", key: row.id, row },
	]);
};

export const deleteProject: Handler<"DeleteProject"> = (context, { id }) => {
	const project = visibleProject(context, id);
	if (isRefusal(project)) return project;
	const no =
		deletersOnly(context, project) ??
		viewOnlyRefusal(context, orgOf(context, project), "other");
	return no ?? answer(empty, removalOfProject(context.state, id));
};

export function orgOf(
	context: CallerContext,
	project: ProjectRow,
): OrgRow | undefined {
	return context.state.orgs.get(project.orgId);
}

function removalOfProject(state: EngineState, id: string): Change[] {
	const changes: Change[] = [{ table: "projects", key: id, row: null }];
	for (const [key, member] of state.projectUsers)
		if (member.projectId === id)
			changes.push({ table: "projectUsers", key, row: null });
	return changes;
}

function creatorsOnly(
	context: CallerContext,
	orgId: string,
): Refusal | undefined {
	const role = orgRoleOf(context.state, orgId, context.caller.id);
	if (role === orgOwner || role === orgEditor) return undefined;
	return denied("create projects in this org");
}

function projectQuotaRefusal(
	state: EngineState,
	org: OrgRow,
): Refusal | undefined {
	if (org.projectQuota === null) return undefined;
	return projectCount(state, org.id) < org.projectQuota
		? undefined
		: quotaReached("projects", org.projectQuota);
}
