import type { Context } from "./context.js";
import type { AuditLog, Org, OrgUser, Project, User } from "./messages.js";
import { orgExternal } from "./roles.js";
import type { AccountRow, OrgRow, ProjectRow } from "./state.js";

export function presentOrg(context: Context, row: OrgRow): Org {
	const announced = context.quirks.subscription === "announced";
	return {
		id: row.id,
		name: row.name,
		description: row.description,
		logoUrl: row.logoUrl,
		subscriptionId: announced ? row.subscriptionId : "",
		stats: {},
		audit: { created: row.created, updated: row.updated },
	};
}

export function presentProject(context: Context, row: ProjectRow): Project {
	return {
		id: row.id,
		name: row.name,
		description: row.description,
		org: {
			id: row.orgId,
			name: context.state.orgs.get(row.orgId)?.name ?? "",
		},
		config: {
			cluster: "default",
			storage: `s3://emulator:storage-credential-of-${row.id}@storage.example.com/${row.id}`,
		},
		stats: {},
		audit: { created: row.created, updated: row.updated },
	};
}

export function presentUser(row: AccountRow): User {
	return {
		id: row.id,
		displayName: row.displayName,
		email: row.email,
		photoUrl: row.photoUrl,
		phone: row.phone,
		status: row.status,
	};
}

/** A membership, or undefined when its account is gone. */
export function presentMember(
	context: Context,
	userId: string,
	role: string,
): OrgUser | undefined {
	const account = context.state.accounts.get(userId);
	return account === undefined
		? undefined
		: { user: presentUser(account), role };
}

/** Several memberships; those whose account is gone are left out. */
export function presentMembers(
	context: Context,
	members: Iterable<{ readonly userId: string; readonly role: string }>,
): OrgUser[] {
	return [...members].flatMap(({ userId, role }) => {
		const member = presentMember(context, userId, role);
		return member === undefined ? [] : [member];
	});
}

export function externalRole(context: Context): string {
	return context.quirks.externalRole === "named" ? orgExternal : "";
}

export function auditBy(context: Context, account: AccountRow): AuditLog {
	return {
		timestamp: context.newMark(),
		by: { id: account.id, name: account.displayName },
	};
}
