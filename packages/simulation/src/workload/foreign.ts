import {
	completeRequest,
	type RequestOf,
	type RpcName,
} from "@engine-offline/emulator/machine";
import { people } from "../engine/people.js";
import type { Stage, WorldAction } from "./context.js";

/** Somebody else, or oneself on the Engine's own pages, calls the Engine. */
function call<Name extends RpcName>(
	stage: Stage,
	rpc: Name,
	request: Partial<RequestOf<Name>>,
): string {
	const { engine, random } = stage;
	const person = random.pick(["ann", "ann", "ben", "cid"] as const);
	engine.truth.attribute("", undefined);
	const answer = engine.machine.call({
		rpc,
		request: completeRequest(rpc, request),
		caller: { accountId: engine.idOf(person) },
	});
	const said = answer.ok ? "ok" : answer.status.message;
	return `${person} ${rpc} ${JSON.stringify(request)}: ${said}`;
}

function pickKey(stage: Stage, keys: Iterable<string>): string | undefined {
	const all = [...keys];
	return all.length === 0 ? undefined : stage.random.pick(all);
}

/** A value that nobody else writes. */
const foreignName = ({ history, time }: Stage) =>
	`x${history.events().length}.${Math.floor(time.now())}`;

export const foreignEdit: WorldAction = (stage) => {
	const { orgs, projects } = stage.engine.machine.state();
	const isOrg = stage.random.chance(0.3);
	const id = pickKey(stage, (isOrg ? orgs : projects).keys());
	const row = isOrg ? orgs.get(id ?? "") : projects.get(id ?? "");
	if (id === undefined || row === undefined) return undefined;
	const isName = stage.random.chance(0.6);
	const value = foreignName(stage);
	const fields = {
		id,
		name: isName ? value : row.name,
		description: isName ? row.description : value,
	};
	return isOrg
		? call(stage, "UpdateOrg", { ...fields, logoUrl: "" })
		: call(stage, "UpdateProject", fields);
};

export const foreignCreate: WorldAction = (stage) => {
	const orgId = pickKey(stage, stage.engine.machine.state().orgs.keys());
	const name = foreignName(stage);
	if (orgId === undefined || stage.random.chance(0.2))
		return call(stage, "CreateOrg", { name });
	return call(stage, "CreateProject", { orgId, name });
};

export const foreignDelete: WorldAction = (stage) => {
	const { orgs, projects } = stage.engine.machine.state();
	const isOrg = stage.random.chance(0.2);
	const id = pickKey(stage, (isOrg ? orgs : projects).keys());
	if (id === undefined) return undefined;
	return isOrg
		? call(stage, "DeleteOrg", { id })
		: call(stage, "DeleteProject", { id });
};

export const foreignMember: WorldAction = (stage) => {
	const { engine, random } = stage;
	const id = pickKey(stage, engine.machine.state().orgs.keys());
	if (id === undefined) return undefined;
	const userId = engine.idOf(random.pick(people));
	return random.chance(0.5)
		? call(stage, "CreateOrgUser", { id, userId, roleId: "OrgViewer" })
		: call(stage, "DeleteOrgUser", { id, userId });
};

/** Roles change, subscriptions end, trials expire, tokens end. */
export const operate: WorldAction = (stage) => {
	const { engine, random } = stage;
	const { direct } = engine;
	engine.truth.attribute("", undefined);
	const orgId = pickKey(stage, engine.machine.state().orgs.keys());
	if (orgId === undefined) return undefined;
	const person = random.pick(people);
	switch (random.below(7)) {
		case 0: {
			const role = random.pick(["OrgOwner", "OrgEditor", "OrgViewer", null]);
			direct.setOrgRole(orgId, engine.idOf(person), role);
			return `role of ${person} in ${orgId}: ${role}`;
		}
		case 1: {
			const viewOnly = random.chance(0.4);
			direct.changeOrg(orgId, { viewOnly });
			return `${orgId} view-only: ${viewOnly}`;
		}
		case 2: {
			const subscriptionId = random.chance(0.5) ? "" : "s1";
			direct.changeOrg(orgId, { subscriptionId });
			return `${orgId} subscription: ${subscriptionId}`;
		}
		case 3: {
			const projectQuota = random.chance(0.3) ? 2 : null;
			direct.changeOrg(orgId, { projectQuota });
			return `${orgId} project quota: ${projectQuota}`;
		}
		case 4: {
			const projectId = pickKey(stage, engine.machine.state().projects.keys());
			if (projectId === undefined) return undefined;
			const role = random.pick(["ProjectOwner", "ProjectViewer", null]);
			direct.setProjectRole(projectId, engine.idOf(person), role);
			return `role of ${person} in project ${projectId}: ${role}`;
		}
		case 5:
			if (!random.chance(0.2)) return undefined;
			direct.terminateOrg(orgId);
			return `${orgId} is terminated`;
		default:
			direct.expireTokens({ account: engine.idOf(person) });
			return `tokens of ${person} end`;
	}
};
