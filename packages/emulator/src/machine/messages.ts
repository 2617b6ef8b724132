/** The messages of the Engine's interface, as values. JSON casing is decided when they are written. */

export interface RefEntity {
	readonly id: string;
	readonly name: string;
}

export interface AuditLog {
	/** A uint64 as a decimal string: an opaque mark, not a clock. */
	readonly timestamp: string;
	readonly by: RefEntity;
}

export interface Audit {
	readonly created: AuditLog;
	readonly updated: AuditLog;
}

export interface Org {
	readonly id: string;
	readonly name: string;
	readonly description: string;
	readonly logoUrl: string;
	readonly subscriptionId: string;
	readonly stats: Readonly<Record<string, string>>;
	readonly audit: Audit;
}

export interface ProjectConfig {
	readonly cluster: string;
	/** May hold credentials. The emulator puts a made-up one there, so that a client that stores it is found out. */
	readonly storage: string;
}

export interface Project {
	readonly id: string;
	readonly name: string;
	readonly description: string;
	readonly org: RefEntity;
	readonly config: ProjectConfig;
	readonly stats: Readonly<Record<string, string>>;
	readonly audit: Audit;
}

export interface User {
	readonly id: string;
	readonly displayName: string;
	readonly email: string;
	readonly photoUrl: string;
	readonly phone: string;
	readonly status: string;
}

export interface OrgUser {
	readonly user: User;
	readonly role: string;
}

export interface ProjectUser {
	readonly user: User;
	readonly role: string;
}

export interface UsageSummary {
	readonly metric: string;
	/** int64 as a decimal string. */
	readonly usage: string;
	/** int64 as a decimal string; "-1" is no limit. */
	readonly quota: string;
}

export interface Role {
	readonly id: string;
	readonly name: string;
	readonly permissions: readonly string[];
}

export interface Permission {
	readonly id: string;
	readonly name: string;
	readonly action: string;
	readonly resource: string;
}

export interface TokenResponse {
	readonly token: string;
	readonly refreshToken: string;
	/** Seconds, as a plain decimal string. */
	readonly expiresIn: string;
}

export interface CustomToken {
	readonly token: string;
}

export type Empty = Readonly<Record<string, never>>;
