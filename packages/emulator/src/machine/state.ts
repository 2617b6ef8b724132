import type { AuditLog } from "./messages.js";

export interface AccountRow {
	readonly id: string;
	readonly email: string;
	readonly displayName: string;
	readonly phone: string;
	readonly photoUrl: string;
	readonly status: string;
	/** Kept in clear text: accounts of an emulator are made for development only. */
	readonly password: string;
	/** How many orgs the account may own; null is no limit. */
	readonly orgQuota: number | null;
}

export interface OrgRow {
	readonly id: string;
	readonly name: string;
	readonly description: string;
	readonly logoUrl: string;
	/** Not empty while a subscription is active. */
	readonly subscriptionId: string;
	readonly viewOnly: boolean;
	readonly projectQuota: number | null;
	readonly userQuota: number | null;
	readonly created: AuditLog;
	readonly updated: AuditLog;
}

export interface ProjectRow {
	readonly id: string;
	readonly orgId: string;
	readonly name: string;
	readonly description: string;
	readonly created: AuditLog;
	readonly updated: AuditLog;
}

export interface OrgUserRow {
	readonly orgId: string;
	readonly userId: string;
	readonly role: string;
}

export interface ProjectUserRow {
	readonly projectId: string;
	readonly userId: string;
	readonly role: string;
}

/** A bearer or a refresh token. All tokens of one sign-in share its `family`. */
export interface TokenRow {
	readonly accountId: string;
	readonly family: string;
	/** Milliseconds of the injected clock. */
	readonly expiresAt: number;
	/** A refresh token is good for one refresh. */
	readonly used: boolean;
}

export interface CustomTokenRow {
	readonly token: string;
	readonly accountId: string;
}

/** An e-mail that the Engine would have sent, so that tests can count them. */
export interface MailRow {
	readonly to: string;
	readonly accountId: string;
	readonly at: number;
	/** The password that the Engine made, or null when the caller gave one. */
	readonly password: string | null;
}

export interface CounterRow {
	readonly value: number;
}

export interface Tables {
	readonly accounts: AccountRow;
	readonly orgs: OrgRow;
	readonly projects: ProjectRow;
	readonly orgUsers: OrgUserRow;
	readonly projectUsers: ProjectUserRow;
	readonly bearers: TokenRow;
	readonly refreshTokens: TokenRow;
	readonly customTokens: CustomTokenRow;
	readonly mails: MailRow;
	readonly counters: CounterRow;
}

export type TableName = keyof Tables;

/** Everything the Engine knows. Never changed in place: a change makes a new state. */
export type EngineState = {
	readonly [T in TableName]: ReadonlyMap<string, Tables[T]>;
};

export function createEmptyState(): EngineState {
	return {
		accounts: new Map(),
		orgs: new Map(),
		projects: new Map(),
		orgUsers: new Map(),
		projectUsers: new Map(),
		bearers: new Map(),
		refreshTokens: new Map(),
		customTokens: new Map(),
		mails: new Map(),
		counters: new Map(),
	};
}

/** The key of a membership: ids hold no slash. */
export function pairKey(parentId: string, userId: string): string {
	return `${parentId}/${userId}`;
}

export function counterValue(state: EngineState, name: string): number {
	return state.counters.get(name)?.value ?? 0;
}
