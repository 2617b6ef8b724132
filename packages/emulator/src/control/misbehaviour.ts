import * as z from "zod";
import { matchSchema } from "./match.js";

const ms = z.int().min(0);
const httpStatus = z.int().min(200).max(599);

/** One way to misbehave. "Took place" is said of what a write does to the Engine's data. */
export const misbehaviourSchema = z.discriminatedUnion("kind", [
	/** Waits before the request takes place, or with `at: "after"` before its answer leaves. */
	z.strictObject({
		kind: z.literal("delay"),
		ms,
		at: z.enum(["before", "after"]).optional(),
	}),
	/** The connection breaks; nothing took place. */
	z.strictObject({ kind: z.literal("dropBefore") }),
	/** It took place, and the connection breaks instead of an answer. */
	z.strictObject({ kind: z.literal("dropAfter") }),
	/** Any answer. A body that is a text is sent as it is, anything else as JSON. */
	z.strictObject({
		kind: z.literal("answer"),
		status: httpStatus,
		headers: z.record(z.string(), z.string()).optional(),
		body: z.unknown().optional(),
		/** Left out: a 5xx follows the quirk `failedWrites`, anything else did not take place. */
		tookPlace: z.boolean().optional(),
	}),
	/** Rows are missing from each list of the answer. */
	z.strictObject({ kind: z.literal("shortList"), missing: z.int().min(1) }),
	/** A read is answered as it would have been so long ago. */
	z.strictObject({ kind: z.literal("staleList"), ageMs: ms }),
	/** A page instead of JSON, as a captive portal sends. */
	z.strictObject({
		kind: z.literal("html"),
		status: httpStatus.optional(),
		tookPlace: z.boolean().optional(),
	}),
	/** Not now: 429, or 503, with Retry-After in seconds or as a date. */
	z.strictObject({
		kind: z.literal("retryAfter"),
		after: z.union([z.int().min(0), z.string().min(1)]),
		status: z.union([z.literal(429), z.literal(503)]).optional(),
	}),
	/** It took place, and the connection breaks in the middle of the answer. */
	z.strictObject({
		kind: z.literal("truncate"),
		bytes: z.int().min(0).optional(),
	}),
	z.strictObject({
		kind: z.literal("redirect"),
		location: z.string().min(1),
		status: z.int().min(300).max(399).optional(),
		tookPlace: z.boolean().optional(),
	}),
	/** The connection breaks at once, and the request takes place later. */
	z.strictObject({ kind: z.literal("late"), afterMs: ms }),
	/** It took place unless told otherwise, and the stream alone is reset. REST has none: the connection breaks. */
	z.strictObject({
		kind: z.literal("resetStream"),
		/** The HTTP/2 error code; 2, INTERNAL_ERROR, unless told. */
		code: z.int().min(0).max(13).optional(),
		tookPlace: z.boolean().optional(),
	}),
	/** The server says goodbye in mid-call. It answers this call first, or not at all with `tookPlace: false`. */
	z.strictObject({
		kind: z.literal("goAway"),
		tookPlace: z.boolean().optional(),
	}),
	/** It took place, and the answer ends without its end: no trailers, or a body that is cut short. */
	z.strictObject({ kind: z.literal("noTrailers") }),
	/** It took place, and half of the answer comes; then nothing more, on a connection that stays. */
	z.strictObject({ kind: z.literal("stall") }),
]);

export const ruleSchema = z.strictObject({
	on: matchSchema.optional(),
	/** How many matching requests it befalls: one, or with `share` any number, unless told. */
	times: z.int().min(1).optional(),
	/** Which part of the matching requests it befalls, drawn from the seed; 1 unless told. */
	share: z.number().gt(0).max(1).optional(),
	do: misbehaviourSchema,
});

export type Misbehaviour = Readonly<z.input<typeof misbehaviourSchema>>;
export type MisbehaviourRule = Readonly<z.input<typeof ruleSchema>>;
