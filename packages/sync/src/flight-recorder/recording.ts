import * as z from "zod";
import { flightEventSchema } from "./flight-event.js";
import { snapshotSchema } from "./snapshot.js";

const format = "engine-offline flight recording";

const recordingSchema = z.strictObject({
	format: z.literal(format),
	version: z.literal(1),
	/** Wall clock in ms. */
	savedAt: z.number(),
	/** Whether messages and chosen ids stand in it. */
	reveal: z.boolean(),
	events: z.array(flightEventSchema),
	snapshot: snapshotSchema.optional(),
});

/** A file of a flight recorder. */
export type Recording = Readonly<z.infer<typeof recordingSchema>>;

/** A recording, or a sentence that says why this is none. */
export type ReadRecording =
	| { readonly ok: true; readonly recording: Recording }
	| { readonly ok: false; readonly problem: string };

const longestFile = 64 * 1024 * 1024;

/** Reads a file, which may be anything: it is checked as a whole, and nothing of it is run. */
export function readRecording(file: string): ReadRecording {
	if (file.length > longestFile)
		return { ok: false, problem: "This file is too long for a recording." };
	const read = recordingSchema.safeParse(parsed(file));
	return read.success
		? { ok: true, recording: read.data }
		: {
				ok: false,
				problem:
					"This file is no flight recording of this version. Choose one that an inspector saved.",
			};
}

export function recordingText(
	given: Pick<Recording, "savedAt" | "reveal" | "snapshot"> & {
		readonly events: readonly Recording["events"][number][];
	},
): string {
	return JSON.stringify({ format, version: 1, ...given }, undefined, "\t");
}

function parsed(file: string): unknown {
	try {
		return JSON.parse(file);
	} catch {
		return undefined;
	}
}
