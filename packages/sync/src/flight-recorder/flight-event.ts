import * as z from "zod";

/** Longer texts are cut when they are written down. */
export const longestText = 300;

const text = z.string().max(longestText);
const count = z.number();

/** What happened: nothing in it is a value of a document, a name, an address or a secret. */
const happenedSchema = z.discriminatedUnion("kind", [
	/** A call to the Engine was answered, or given up. */
	z.strictObject({
		kind: z.literal("call"),
		/** Such as `listOrgs`. */
		call: text,
		request: z.enum(["sign-in", "read", "write"]),
		ms: count,
		/** `OK`, a gRPC code by name, or why there was no answer, such as `timeout`. */
		answer: text,
		/** How many rows a list had. */
		rows: count.optional(),
		/** What the Engine or the client said; '' unless the recorder reveals. */
		message: text,
	}),
	z.strictObject({ kind: z.literal("listed"), scope: text, rows: count }),
	z.strictObject({
		kind: z.literal("list-failed"),
		scope: text,
		message: text,
	}),
	z.strictObject({
		kind: z.enum(["sent", "settled", "in-doubt", "refused", "parked"]),
		collection: text,
		id: text,
		change: text,
	}),
	z.strictObject({ kind: z.literal("removed"), collection: text, id: text }),
	z.strictObject({ kind: z.literal("held"), scope: text, count }),
	/** Storage failed, or there is a bug. */
	z.strictObject({
		kind: z.literal("failed"),
		task: text,
		/** The error's name and code. */
		error: text,
		message: text,
	}),
	z.strictObject({
		kind: z.literal("status"),
		state: text,
		waiting: count,
		inDoubt: count,
		parked: count,
		issues: count,
	}),
	z.strictObject({ kind: z.literal("session"), state: text }),
	/** What the app wrote down itself, as it is. */
	z.strictObject({ kind: z.literal("note"), note: text }),
]);

export const flightEventSchema = z.strictObject({
	/** Counts up from 1 while the recorder lives: what is missing before the first was dropped. */
	number: count,
	/** Wall clock in ms. */
	at: count,
	what: happenedSchema,
});

export type Happened = Readonly<z.infer<typeof happenedSchema>>;
export type FlightEvent = Readonly<z.infer<typeof flightEventSchema>>;
