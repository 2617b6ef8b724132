import type { CallerContext } from "./context.js";
import type { Machine } from "./engine-machine.js";
import type { Org, Project, User } from "./messages.js";
import {
	externalRole,
	presentOrg,
	presentProject,
	presentUser,
} from "./present.js";
import type { AccountRow, EngineState } from "./state.js";
import { externalIdsOf, seesOrg, seesProject } from "./visibility.js";

export interface TrueMember {
	readonly orgId: string;
	readonly userId: string;
	readonly role: string;
	readonly external: boolean;
}

/** What is true on the Engine, for a checker to compare with. Messages are as the interface names them. */
export interface GroundTruth {
	readonly orgs: readonly Org[];
	readonly projects: readonly Project[];
	readonly members: readonly TrueMember[];
	readonly users: readonly User[];
}

/** Everything there is. */
export function groundTruth(machine: Machine): GroundTruth {
	const state = machine.state();
	const context = contextOf(machine, state, undefined);
	const orgIds = [...state.orgs.keys()];
	return {
		orgs: [...state.orgs.values()].map((org) => presentOrg(context, org)),
		projects: [...state.projects.values()].map((p) =>
			presentProject(context, p),
		),
		members: orgIds.flatMap((id) => membersOf(context, id)),
		users: [...state.accounts.values()].map(presentUser),
	};
}

/**
 * What one account may see by its own lists: its orgs, their members and users, and its projects. An account
 * that does not exist sees nothing. With `ageMs`, as a replica that lags so much would show it.
 */
export function visibleTo(
	machine: Machine,
	accountId: string,
	ageMs = 0,
): GroundTruth {
	const state = ageMs === 0 ? machine.state() : machine.stateBefore(ageMs);
	const caller = state.accounts.get(accountId);
	if (caller === undefined)
		return { orgs: [], projects: [], members: [], users: [] };
	const context = contextOf(machine, state, caller);
	const orgs = [...state.orgs.values()].filter((o) => seesOrg(context, o.id));
	const projects = [...state.projects.values()].filter((p) =>
		seesProject(context, p),
	);
	const members = orgs.flatMap((org) => membersOf(context, org.id));
	const userIds = new Set([accountId, ...members.map((m) => m.userId)]);
	return {
		orgs: orgs.map((org) => presentOrg(context, org)),
		projects: projects.map((project) => presentProject(context, project)),
		members,
		users: [...userIds].flatMap((id) => usersOf(state, id)),
	};
}

function membersOf(context: CallerContext, orgId: string): TrueMember[] {
	const rows = [...context.state.orgUsers.values()];
	const own = rows
		.filter((row) => row.orgId === orgId)
		.map((row) => ({ ...row, external: false }));
	const role = externalRole(context);
	const external = externalIdsOf(context.state, orgId).map((userId) => ({
		orgId,
		userId,
		role,
		external: true,
	}));
	return [...own, ...external];
}

function usersOf(state: EngineState, id: string): User[] {
	const account = state.accounts.get(id);
	return account === undefined ? [] : [presentUser(account)];
}

const nobody: AccountRow = {
	id: "",
	email: "",
	displayName: "",
	phone: "",
	photoUrl: "",
	status: "",
	password: "",
	orgQuota: null,
};

function contextOf(
	machine: Machine,
	state: EngineState,
	caller: AccountRow | undefined,
): CallerContext {
	const unused = (): string => "";
	return {
		state,
		now: machine.now(),
		quirks: machine.quirks(),
		tokenLifetimeS: 0,
		newId: unused,
		newMark: unused,
		caller: caller ?? nobody,
	};
}
