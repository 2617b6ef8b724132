import * as z from "zod";
import { quirkNames, quirkWays } from "../machine/quirks.js";
import { isRpcName, type RpcName } from "../machine/rpcs.js";
import { matchSchema } from "./match.js";

const count = z.int().min(0).nullable();

export const noBody = z.strictObject({});

export const newAccountBody = z.strictObject({
	email: z.email(),
	name: z.string().min(1),
	password: z.string().min(1),
	phone: z.string().optional(),
});

export const accountBody = z.strictObject({
	email: z.email().optional(),
	displayName: z.string().optional(),
	phone: z.string().optional(),
	password: z.string().optional(),
	status: z.string().optional(),
	orgQuota: count.optional(),
});

export const orgBody = z.strictObject({
	subscriptionId: z.string().optional(),
	viewOnly: z.boolean().optional(),
	projectQuota: count.optional(),
	userQuota: count.optional(),
});

/** A null role takes the membership away. */
export const roleBody = z.strictObject({ role: z.string().min(1).nullable() });

export const expireBody = z.strictObject({
	account: z.string().optional(),
	refresh: z.boolean().optional(),
});

export const callBody = z.strictObject({
	rpc: z.custom<RpcName>(
		(value) => typeof value === "string" && isRpcName(value),
		"must be the name of an rpc, as ListOrgs",
	),
	request: z.record(z.string(), z.string()).optional(),
});

export const holdBody = z.strictObject({
	on: matchSchema.optional(),
	at: z.enum(["before", "after"]).optional(),
});

export const releaseBody = z.strictObject({
	count: z.int().min(1).optional(),
});

export const quirksBody = z.strictObject(
	Object.fromEntries(
		quirkNames.map((name) => [name, z.enum(quirkWays[name]).optional()]),
	),
);

/** A value without its undefined members, for options that tell absent from undefined. */
export function defined<T extends object>(
	value: T,
): { [K in keyof T]: Exclude<T[K], undefined> } {
	const kept = Object.entries(value).filter(([, one]) => one !== undefined);
	// Only members that are undefined were left out.
	return Object.fromEntries(kept) as {
		[K in keyof T]: Exclude<T[K], undefined>;
	};
}
