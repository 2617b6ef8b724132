import * as z from "zod";
import { issueSchema } from "./issue.js";

const fields = z.record(z.string(), z.string());

/** What was sent and is not answered yet. */
export const sentSchema = z.strictObject({
	attempt: z.string(),
	kind: z.enum(["create", "update", "delete"]),
	/** The very values sent. */
	values: fields,
	/** The last local edit that the request carries. */
	covers: z.number(),
	/** Which edit had written a field last, when it was sent. */
	touched: z.record(z.string(), z.number()),
	/** No answer came: it may or may not have taken place. */
	inDoubt: z.boolean(),
	/** Member creates make the account first. */
	step: z.enum(["account", "membership", ""]),
});

/** A request given up unanswered that may still take place. */
export const lateSchema = z.strictObject({
	attempt: z.string(),
	kind: z.enum(["create", "update", "delete"]),
	values: fields,
	covers: z.number(),
	/** The fields that the user had changed in it; the others went along, as every update replaces all. */
	touched: z.array(z.string()),
});

export const parkedSchema = z.strictObject({
	reason: z.enum([
		"quota",
		"view-only",
		"engine-failing",
		"password-needed",
		"parent-refused",
		"possible-duplicate",
	]),
	code: z.string(),
	message: z.string(),
	suggestion: z.string(),
	at: z.number(),
});

/** An edit that did not simply succeed: edits `from` to `to` ended so. */
export const exceptionSchema = z.strictObject({
	from: z.number(),
	to: z.number(),
	kind: z.enum([
		"accepted-with-changes",
		"merged",
		"refused",
		"superseded",
		"cancelled",
		"forgotten",
	]),
	issue: z.string(),
	code: z.string(),
	reason: z.string(),
	message: z.string(),
});

export const documentStates = [
	"synced",
	"pending",
	"sending",
	"in-doubt",
	"parked",
	"refused",
] as const;

/**
 * A document's sync record. It lies inside the document so that every step is one atomic write of one document.
 * The app reads it; only the gate and the replicator write it.
 */
export const envelopeSchema = z.strictObject({
	/** Format of the envelope itself. */
	v: z.literal(1),
	/** 1 while anything about the document is unfinished; indexed. */
	open: z.union([z.literal(0), z.literal(1)]),
	state: z.enum(documentStates),
	/** The Engine's id, '' while unknown; `org/user` for a member. */
	remoteId: z.string(),
	/** The Engine's opaque change mark as last seen, and the last few before it. */
	mark: z.string(),
	oldMarks: z.array(z.string()),
	/** Moves only with knowledge of the Engine and with claims, never with the user's edits. */
	seen: z.number(),
	/** The last values seen on the Engine, only while the document differs from them. */
	base: fields.nullable(),
	sent: sentSchema.nullable(),
	late: z.array(lateSchema),
	/** How many local edits there were, and up to which one the outcome is known. */
	made: z.number(),
	settled: z.number(),
	/** Which edit wrote a field last, for edits that are not settled. */
	touched: z.record(z.string(), z.number()),
	exceptions: z.array(exceptionSchema),
	parked: parkedSchema.nullable(),
	issues: z.array(issueSchema),
	/** The deleted or refused org that hides this document, or ''. */
	hiddenBy: z.string(),
	/** How the document ended on the Engine: deleted by us, or not shown to us any more. */
	ended: z.enum(["", "deleted", "vanished"]),
	/** Wall clock in ms of the oldest edit that is not settled; 0 when all are. */
	since: z.number(),
});

export type Envelope = Readonly<z.infer<typeof envelopeSchema>>;
export type Sent = Readonly<z.infer<typeof sentSchema>>;
export type Late = Readonly<z.infer<typeof lateSchema>>;
export type Parked = Readonly<z.infer<typeof parkedSchema>>;
export type ParkedReason = Parked["reason"];
export type SettleException = Readonly<z.infer<typeof exceptionSchema>>;
export type DocumentState = (typeof documentStates)[number];

/** A request that is given up, as it is kept to be recognised by. */
export function lateOf({ attempt, kind, values, covers, touched }: Sent): Late {
	return { attempt, kind, values, covers, touched: Object.keys(touched) };
}

/** The envelope of a document that nobody has edited and the Engine has not shown. */
export function createEnvelope(given: Partial<Envelope> = {}): Envelope {
	return {
		v: 1,
		open: 0,
		state: "synced",
		remoteId: "",
		mark: "",
		oldMarks: [],
		seen: 0,
		base: null,
		sent: null,
		late: [],
		made: 0,
		settled: 0,
		touched: {},
		exceptions: [],
		parked: null,
		issues: [],
		hiddenBy: "",
		ended: "",
		since: 0,
		...given,
	};
}
