import * as z from "zod";

const ref = z.strictObject({ id: z.string(), name: z.string() });
const auditLog = z.strictObject({ timestamp: z.string(), by: ref });
const quota = z.int().nullable();
const token = z.strictObject({
	accountId: z.string(),
	family: z.string(),
	expiresAt: z.number(),
	used: z.boolean(),
});

const rows = {
	accounts: z.strictObject({
		id: z.string(),
		email: z.string(),
		displayName: z.string(),
		phone: z.string(),
		photoUrl: z.string(),
		status: z.string(),
		password: z.string(),
		orgQuota: quota,
	}),
	orgs: z.strictObject({
		id: z.string(),
		name: z.string(),
		description: z.string(),
		logoUrl: z.string(),
		subscriptionId: z.string(),
		viewOnly: z.boolean(),
		projectQuota: quota,
		userQuota: quota,
		created: auditLog,
		updated: auditLog,
	}),
	projects: z.strictObject({
		id: z.string(),
		orgId: z.string(),
		name: z.string(),
		description: z.string(),
		created: auditLog,
		updated: auditLog,
	}),
	orgUsers: z.strictObject({
		orgId: z.string(),
		userId: z.string(),
		role: z.string(),
	}),
	projectUsers: z.strictObject({
		projectId: z.string(),
		userId: z.string(),
		role: z.string(),
	}),
	bearers: token,
	refreshTokens: token,
	customTokens: z.strictObject({ token: z.string(), accountId: z.string() }),
	mails: z.strictObject({
		to: z.string(),
		accountId: z.string(),
		at: z.number(),
		password: z.string().nullable(),
	}),
	counters: z.strictObject({ value: z.number() }),
};

function changeOf<T extends keyof typeof rows>(table: T) {
	return z.strictObject({
		table: z.literal(table),
		key: z.string(),
		row: rows[table].nullable(),
	});
}

/** One record of a data file: changes that took place together. */
export const changesSchema = z.array(
	z.discriminatedUnion("table", [
		changeOf("accounts"),
		changeOf("orgs"),
		changeOf("projects"),
		changeOf("orgUsers"),
		changeOf("projectUsers"),
		changeOf("bearers"),
		changeOf("refreshTokens"),
		changeOf("customTokens"),
		changeOf("mails"),
		changeOf("counters"),
	]),
);
