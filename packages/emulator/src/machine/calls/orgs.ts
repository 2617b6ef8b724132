import type { Change } from "../change.js";
import {
	answer,
	type CallerContext,
	empty,
	type Handler,
	isRefusal,
	type Refusal,
} from "../context.js";
import { ownersOnly, viewOnlyRefusal } from "../guards.js";
import { auditBy, presentOrg } from "../present.js";
import { activeSubscription, quotaReached } from "../refusals.js";
import { orgOwner } from "../roles.js";
import { nameRefusal, storedText } from "../rules.js";
import { type EngineState, type OrgRow, pairKey } from "../state.js";
import { seesOrg, visibleOrg } from "../visibility.js";

export const listOrgs: Handler<"ListOrgs"> = (context) => {
	const rows = [...context.state.orgs.values()];
	const seen = rows.filter((org) => seesOrg(context, org.id));
	return answer({ orgs: seen.map((org) => presentOrg(context, org)) });
};

export const getOrg: Handler<"GetOrg"> = (context, { id }) => {
	const org = visibleOrg(context, id);
	return isRefusal(org) ? org : answer(presentOrg(context, org));
};

export const createOrg: Handler<"CreateOrg"> = (context, request) => {
	const no = nameRefusal(request.name) ?? orgQuotaRefusal(context);
	if (no) return no;
	const created = auditBy(context, context.caller);
	const org: OrgRow = {
		id: context.newId(),
		...writtenFields(context, request),
		subscriptionId: "",
		viewOnly: false,
		projectQuota: null,
		userQuota: null,
		created,
		updated: created,
	};
	const member = { orgId: org.id, userId: context.caller.id, role: orgOwner };
	return answer(presentOrg(context, org), [
		{ table: "orgs", key: org.id, row: org },
		{ table: "orgUsers", key: pairKey(org.id, member.userId), row: member },
	]);
};

export const updateOrg: Handler<"UpdateOrg"> = (context, request) => {
	const org = visibleOrg(context, request.id);
	if (isRefusal(org)) return org;
	const no =
		ownersOnly(context, org.id, "change this org") ??
		nameRefusal(request.name) ??
		viewOnlyRefusal(context, org, "other");
	if (no) return no;
	const row: OrgRow = {
		...org,
		...writtenFields(context, request),
		updated: auditBy(context, context.caller),
	};
	return answer(presentOrg(context, row), [
		{ table: "orgs", key: org.id, row },
	]);
};

export const deleteOrg: Handler<"DeleteOrg"> = (context, { id }) => {
	const org = visibleOrg(context, id);
	if (isRefusal(org)) return org;
	const no =
		ownersOnly(context, id, "delete this org") ??
		viewOnlyRefusal(context, org, "other");
	if (no) return no;
	if (org.subscriptionId !== "") return activeSubscription(id);
	return answer(empty, removalOfOrg(context.state, id));
};

export const listUsageSummaries: Handler<"ListUsageSummaries"> = (
	context,
	{ id },
) => {
	const org = visibleOrg(context, id);
	if (isRefusal(org)) return org;
	const no = ownersOnly(context, id, "see the usage of this org");
	if (no) return no;
	return answer({
		usageSummaries: [
			usage("projects", projectCount(context.state, id), org.projectQuota),
			usage("users", memberCount(context.state, id), org.userQuota),
		],
	});
};

/** The org goes with everything in it. */
export function removalOfOrg(state: EngineState, orgId: string): Change[] {
	const changes: Change[] = [{ table: "orgs", key: orgId, row: null }];
	for (const [key, member] of state.orgUsers)
		if (member.orgId === orgId)
			changes.push({ table: "orgUsers", key, row: null });
	for (const [key, member] of state.projectUsers)
		if (state.projects.get(member.projectId)?.orgId === orgId)
			changes.push({ table: "projectUsers", key, row: null });
	for (const [key, project] of state.projects)
		if (project.orgId === orgId)
			changes.push({ table: "projects", key, row: null });
	return changes;
}

export function projectCount(state: EngineState, orgId: string): number {
	let count = 0;
	for (const project of state.projects.values())
		if (project.orgId === orgId) count++;
	return count;
}

export function memberCount(state: EngineState, orgId: string): number {
	let count = 0;
	for (const member of state.orgUsers.values())
		if (member.orgId === orgId) count++;
	return count;
}

function usage(metric: string, count: number, quota: number | null) {
	return { metric, usage: String(count), quota: String(quota ?? -1) };
}

function orgQuotaRefusal(context: CallerContext): Refusal | undefined {
	const { caller, state } = context;
	if (caller.orgQuota === null) return undefined;
	let owned = 0;
	for (const member of state.orgUsers.values())
		if (member.userId === caller.id && member.role === orgOwner) owned++;
	return owned < caller.orgQuota
		? undefined
		: quotaReached("orgs", caller.orgQuota);
}

function writtenFields(
	context: CallerContext,
	request: {
		readonly name: string;
		readonly description: string;
		readonly logoUrl: string;
	},
): Pick<OrgRow, "name" | "description" | "logoUrl"> {
	return {
		name: storedText(context, request.name),
		description: storedText(context, request.description),
		logoUrl: request.logoUrl,
	};
}
