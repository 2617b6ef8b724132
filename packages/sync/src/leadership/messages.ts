import * as z from "zod";
import type { Status } from "../status/status.js";

/** The topic of the leader and those who ask it. */
export const LEAD = "lead";
/** The topic on which every tab says what it shows and which passwords it holds. */
export const HERE = "here";
/** The topic of bearers and refresh tokens: the one that carries more than ids. */
export const TOKENS = "tokens";

const text = z.string().max(4_000);
const id = z.string().min(1).max(64);
const ids = z.array(z.string().max(400)).max(10_000);
const count = z.number().int().nonnegative();
const facts = {
	waiting: count,
	inDoubt: count,
	parked: count,
	issues: count,
	waitingSince: z.number(),
	asOf: z.number().optional(),
};
const held = z.object({ scope: z.string().max(400), count });

/** A status as the leader tells it. Any script of the origin could have posted it. */
const statusSchema = z.discriminatedUnion("state", [
	z.object({
		...facts,
		state: z.enum(["stopped", "unnamed", "pushing", "parked", "in-sync"]),
	}),
	z.object({
		...facts,
		state: z.enum(["signed-out", "wrong-account"]),
		message: text,
	}),
	z.object({
		...facts,
		state: z.enum([
			"offline",
			"engine-failing",
			"rate-limited",
			"store-failing",
		]),
		message: text,
		since: z.number(),
	}),
	z.object({
		...facts,
		state: z.literal("removals-held"),
		held: z.array(held).max(10_000),
	}),
	z.object({
		...facts,
		state: z.literal("first-sync"),
		listed: count,
		lists: count,
		problem: text,
	}),
	z.object({
		...facts,
		state: z.literal("catching-up"),
		stale: count,
		problem: text,
	}),
]);

/** What a follower may ask of the leader. */
export type LeaderCall = "syncNow" | "confirmRemovals";

const leadSchema = z.discriminatedUnion("kind", [
	/** The leader lives. */
	z.object({
		kind: z.literal("beat"),
		epoch: count,
		status: statusSchema.optional(),
	}),
	/** Who leads? */
	z.object({ kind: z.literal("hello") }),
	z.object({
		kind: z.literal("ask"),
		id,
		call: z.enum(["syncNow", "confirmRemovals"]),
	}),
	z.object({ kind: z.literal("done"), id, status: statusSchema }),
]);

export type LeadMessage =
	| { readonly kind: "beat"; readonly epoch: number; readonly status?: Status }
	| { readonly kind: "hello" }
	| { readonly kind: "ask"; readonly id: string; readonly call: LeaderCall }
	| { readonly kind: "done"; readonly id: string; readonly status: Status };

export function readLead(body: unknown): LeadMessage | undefined {
	// Proof of the cast: JSON has no undefined, so what is optional is there or left out.
	return leadSchema.safeParse(body).data as LeadMessage | undefined;
}

const hereSchema = z.object({ watched: ids, holds: ids });

/** What one tab shows, by scope key, and the members whose password it holds. */
export type Here = z.infer<typeof hereSchema>;

export function readHere(body: unknown): Here | undefined {
	return hereSchema.safeParse(body).data;
}

const tokensSchema = z.object({
	/** Grows with each sign-in and refresh, over all tabs. */
	turn: count,
	/** The turn at which this person signed in. */
	signIn: count,
	email: z.string().max(400),
	bearer: z.string().min(1).max(16_000),
	refreshToken: z.string().max(16_000),
	leftMs: z.number(),
});

export type SharedTokens = Readonly<z.infer<typeof tokensSchema>>;

const tokenMessageSchema = z.discriminatedUnion("kind", [
	z.object({ kind: z.literal("share"), tokens: tokensSchema }),
	z.object({ kind: z.literal("find"), id, turn: count }),
	z.object({ kind: z.literal("found"), id, tokens: tokensSchema }),
	z.object({ kind: z.literal("out"), turn: count }),
]);

export type TokenMessage = Readonly<z.infer<typeof tokenMessageSchema>>;

export function readTokens(body: unknown): TokenMessage | undefined {
	return tokenMessageSchema.safeParse(body).data;
}
