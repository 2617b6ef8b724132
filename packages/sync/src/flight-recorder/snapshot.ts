import * as z from "zod";

const text = z.string().max(2_000);
const count = z.number();
const moment = z.number().nullable();

/** How things stand at one moment. Texts that may say something of a person are '' unless they were asked for. */
export const snapshotSchema = z.strictObject({
	/** Wall clock in ms. */
	at: count,
	/** Whether what is stored outlives the process. */
	durable: z.boolean(),
	/** This tab among the others of the account; null where a store stands alone. */
	tab: z
		.strictObject({
			id: text,
			others: count,
			/** Whether this tab replicates, and whether any does. */
			leads: z.boolean(),
			isLed: z.boolean(),
		})
		.nullable(),
	status: z.strictObject({
		state: text,
		message: text,
		waiting: count,
		inDoubt: count,
		parked: count,
		issues: count,
		waitingSince: count,
		asOf: moment,
	}),
	pending: z.array(
		z.strictObject({
			collection: text,
			id: text,
			label: text,
			kind: text,
			fields: z.array(text),
			state: text,
			/** Why it is parked, and the Engine's code for that, or ''. */
			reason: text,
			code: text,
			since: count,
		}),
	),
	issues: z.array(
		z.strictObject({
			id: text,
			label: text,
			kind: text,
			change: text,
			field: text,
			code: text,
			reason: text,
			message: text,
			at: count,
		}),
	),
	scopes: z.array(
		z.strictObject({
			key: text,
			asOf: moment,
			interest: z.enum(["screen", "touched", "background"]),
		}),
	),
});

export type Snapshot = Readonly<z.infer<typeof snapshotSchema>>;
