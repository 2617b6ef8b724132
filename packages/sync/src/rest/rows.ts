import * as z from "zod";
import type {
	AuditRow,
	OrgRow,
	OrgUserRow,
	ProjectRow,
	RoleRow,
	Tokens,
	UserRow,
} from "../engine.js";
import { id, mark, message, reference, text } from "./message.js";

const by = message({ id: reference }).optional();

const auditLog = message({ timestamp: mark, by }).optional();

const audit = message({ created: auditLog, updated: auditLog })
	.optional()
	.transform(
		(value): AuditRow => ({
			mark: value?.updated?.timestamp ?? "",
			createdMark: value?.created?.timestamp ?? "",
			createdBy: value?.created?.by?.id ?? "",
			updatedBy: value?.updated?.by?.id ?? "",
		}),
	);

export const org: z.ZodType<OrgRow> = message({
	id,
	name: text,
	description: text,
	logoUrl: text,
	subscriptionId: text,
	audit,
});

/** Without `config`: it may hold storage credentials, and is dropped here, before anything can keep it. */
export const project: z.ZodType<ProjectRow> = message({
	id,
	name: text,
	description: text,
	org: message({ id: reference, name: text })
		.optional()
		.transform((value) => value ?? { id: "", name: "" }),
	audit,
});

export const user: z.ZodType<UserRow> = message({
	id,
	displayName: text,
	email: text,
	photoUrl: text,
	phone: text,
	status: text,
});

export const orgUser = (external: boolean): z.ZodType<OrgUserRow> =>
	message({ user, role: text }).transform((row) => ({ ...row, external }));

export const role: z.ZodType<RoleRow> = message({
	id: z.string().min(1).max(255),
	name: text,
	permissions: z
		.array(z.string())
		.optional()
		.transform((value) => value ?? []),
});

/** `expires_in` is a string of seconds; a number from careless writers. A life over a year reads as a year. */
const lifeMs = z
	.union([z.string().regex(/^\d{1,10}$/), z.int().nonnegative()])
	.transform((seconds) => Math.min(Number(seconds), 31_536_000) * 1_000);

const secret = z.string().regex(/^[\x21-\x7e]{1,16384}$/);

export const tokens: z.ZodType<Tokens> = message({
	token: secret,
	refreshToken: text,
	expiresIn: lifeMs,
}).transform(({ token, refreshToken, expiresIn }) => ({
	token,
	refreshToken,
	expiresInMs: expiresIn,
}));
