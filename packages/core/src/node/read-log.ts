import { EngineError } from "../errors.js";
import type { Operation } from "../log-storage/log.js";
import { readRecords, type Stretch } from "./record.js";

/** The format this version writes. A reader refuses a format newer than the one it knows. */
export const FORMAT = 1;

/** First record of each log. Its place and its two names stay as they are in every format. */
export interface Head {
	readonly format: number;
	readonly database: string;
}

/** What a log holds. */
export interface LogContent {
	readonly records: readonly (readonly Operation[])[];
	/** Documents written, counted each time. */
	readonly rows: number;
	/** Bytes up to the end of the last whole line. */
	readonly length: number;
	readonly tornBytes: number;
	readonly damaged: readonly Uint8Array[];
}

/** Reads a whole log. Rejects a log of a newer format or of another database: `NEWER_DATA`, `CORRUPT_DATA`. */
export function readLog(
	bytes: Uint8Array,
	file: string,
	database: string,
): LogContent {
	const [first, ...stretches] = readRecords(bytes);
	checkHead(first, file, database);
	const damaged: Uint8Array[] = [];
	const records: Operation[][] = [];
	let tornBytes = 0;
	for (const stretch of stretches) {
		if (stretch.kind === "damaged") damaged.push(stretch.bytes);
		if (stretch.kind === "torn") tornBytes = stretch.bytes.length;
		// The checksum says that these are the bytes we wrote, and the head that we wrote operations.
		if (stretch.kind === "record") records.push(stretch.value as Operation[]);
	}
	let rows = 0;
	for (const each of records.flat())
		rows += each.kind === "put" ? each.documents.length : 1;
	return {
		records,
		rows,
		length: bytes.length - tornBytes,
		tornBytes,
		damaged,
	};
}

function checkHead(
	first: Stretch | undefined,
	file: string,
	database: string,
): void {
	const head =
		first?.kind === "record" ? (first.value as Partial<Head>) : undefined;
	if (head === undefined || typeof head.format !== "number") {
		throw new EngineError(
			"CORRUPT_DATA",
			`The head of ${file} cannot be read, so nothing in it was touched. Restore the file from a copy, or move it away to start empty.`,
		);
	}
	if (head.format > FORMAT) {
		throw new EngineError(
			"NEWER_DATA",
			`${file} was written by a newer version (format ${head.format}, this version knows ${FORMAT}). It was left as it is; open it with the newer version.`,
		);
	}
	if (head.database !== database) {
		throw new EngineError(
			"CORRUPT_DATA",
			`${file} belongs to the database "${head.database}", not to "${database}". Give the two names that differ in more than upper and lower case.`,
		);
	}
}
