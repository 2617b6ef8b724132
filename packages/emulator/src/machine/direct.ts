import { removalOfOrg } from "./calls/orgs.js";
import { accountByEmail, removalOfAccount } from "./calls/users.js";
import type { Change } from "./change.js";
import type { Machine } from "./engine-machine.js";
import { uuidOf } from "./random.js";
import {
	type AccountRow,
	counterValue,
	type OrgRow,
	pairKey,
} from "./state.js";

export interface NewAccount {
	readonly email: string;
	readonly name: string;
	readonly password: string;
	readonly phone?: string;
}

export type AccountPatch = Partial<
	Pick<
		AccountRow,
		"email" | "displayName" | "phone" | "password" | "status" | "orgQuota"
	>
>;

export type OrgPatch = Partial<
	Pick<OrgRow, "subscriptionId" | "viewOnly" | "projectQuota" | "userQuota">
>;

/**
 * What an operator of the Engine can do past its interface. Each throws when the thing is not there. Accounts
 * are named by id or e-mail.
 */
export interface DirectControl {
	account(idOrEmail: string): AccountRow;
	accounts(): readonly AccountRow[];
	/** All orgs, with what the interface does not show. */
	orgs(): readonly OrgRow[];
	createAccount(account: NewAccount): AccountRow;
	changeAccount(idOrEmail: string, patch: AccountPatch): AccountRow;
	deleteAccount(idOrEmail: string): void;
	/** Subscriptions, quotas and the end of a trial. An org counts as subscribed while `subscriptionId` is not empty. */
	changeOrg(orgId: string, patch: OrgPatch): OrgRow;
	/** A terminated plan deletes the org with everything in it, whatever its subscription. */
	terminateOrg(orgId: string): void;
	/** Puts somebody into an org, gives another role, or with null takes the membership away. */
	setOrgRole(orgId: string, idOrEmail: string, role: string | null): void;
	setProjectRole(
		projectId: string,
		idOrEmail: string,
		role: string | null,
	): void;
	/** Ends bearers now; with `refresh` refresh tokens too. Of one account, or of all. */
	expireTokens(options?: {
		readonly account?: string;
		readonly refresh?: boolean;
	}): void;
}

export function createDirectControl(machine: Machine): DirectControl {
	const account = (idOrEmail: string): AccountRow => {
		const state = machine.state();
		const found =
			state.accounts.get(idOrEmail) ?? accountByEmail(state, idOrEmail);
		if (found === undefined)
			throw new Error(`There is no account ${JSON.stringify(idOrEmail)}.`);
		return found;
	};
	const put = (row: AccountRow): AccountRow => {
		machine.change([{ table: "accounts", key: row.id, row }]);
		return row;
	};
	return {
		account,
		accounts: () => [...machine.state().accounts.values()],
		orgs: () => [...machine.state().orgs.values()],
		createAccount: (made) => createAccount(machine, made),
		changeAccount: (who, patch) => put({ ...account(who), ...patch }),
		deleteAccount: (who) =>
			machine.change(removalOfAccount(machine.state(), account(who).id)),
		changeOrg: (orgId, patch) => changeOrg(machine, orgId, patch),
		terminateOrg: (orgId) =>
			machine.change(
				removalOfOrg(machine.state(), requireOrg(machine, orgId).id),
			),
		setOrgRole: (orgId, who, role) => {
			requireOrg(machine, orgId);
			const userId = account(who).id;
			const row = role === null ? null : { orgId, userId, role };
			machine.change([{ table: "orgUsers", key: pairKey(orgId, userId), row }]);
		},
		setProjectRole: (projectId, who, role) => {
			if (!machine.state().projects.has(projectId))
				throw new Error(`There is no project ${JSON.stringify(projectId)}.`);
			const userId = account(who).id;
			const row = role === null ? null : { projectId, userId, role };
			const key = pairKey(projectId, userId);
			machine.change([{ table: "projectUsers", key, row }]);
		},
		expireTokens: (options = {}) => expireTokens(machine, account, options),
	};
}

function createAccount(machine: Machine, made: NewAccount): AccountRow {
	if (accountByEmail(machine.state(), made.email) !== undefined)
		throw new Error(`The e-mail ${made.email} is already registered.`);
	const count = counterValue(machine.state(), "controlIds") + 1;
	const row: AccountRow = {
		id: uuidOf(`control account ${count} ${made.email}`),
		email: made.email,
		displayName: made.name,
		phone: made.phone ?? "",
		photoUrl: "",
		status: "active",
		password: made.password,
		orgQuota: null,
	};
	machine.change([
		{ table: "accounts", key: row.id, row },
		{ table: "counters", key: "controlIds", row: { value: count } },
	]);
	return row;
}

function requireOrg(machine: Machine, orgId: string): OrgRow {
	const org = machine.state().orgs.get(orgId);
	if (org === undefined)
		throw new Error(`There is no org ${JSON.stringify(orgId)}.`);
	return org;
}

function changeOrg(machine: Machine, orgId: string, patch: OrgPatch): OrgRow {
	const org = requireOrg(machine, orgId);
	const isShown = patch.subscriptionId !== undefined;
	const mark = counterValue(machine.state(), "mark") + 1;
	const updated = isShown
		? { ...org.updated, timestamp: String(mark) }
		: org.updated;
	const row = { ...org, ...patch, updated };
	machine.change([
		{ table: "orgs", key: orgId, row },
		{ table: "counters", key: "mark", row: { value: mark } },
	]);
	return row;
}

function expireTokens(
	machine: Machine,
	account: (idOrEmail: string) => AccountRow,
	options: { readonly account?: string; readonly refresh?: boolean },
): void {
	const id =
		options.account === undefined ? undefined : account(options.account).id;
	const tables = options.refresh
		? (["bearers", "refreshTokens"] as const)
		: (["bearers"] as const);
	const changes: Change[] = tables.flatMap((table) =>
		[...machine.state()[table]]
			.filter(([, row]) => id === undefined || row.accountId === id)
			.map(([key, row]) => ({
				table,
				key,
				row: { ...row, expiresAt: machine.now() },
			})),
	);
	machine.change(changes);
}
