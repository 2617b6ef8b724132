import { readFileSync } from "node:fs";
import { applyChanges, type Change } from "../machine/change.js";
import { createEmptyState, type EngineState } from "../machine/state.js";
import { header, readRecord } from "./record.js";
import { changesSchema } from "./schema.js";

/** A data file that cannot be used. The message names the file and the line. */
export class DataFileError extends Error {
	override readonly name = "DataFileError";
}

export interface DataRead {
	readonly state: EngineState;
	/** Whether the end of the file was a write that no answer ever confirmed. It is left out. */
	readonly hadTornTail: boolean;
}

/** Reads a data file, or null when there is none. Throws DataFileError; the file stays as it is. */
export function readDataFile(file: string): DataRead | null {
	const text = textOf(file);
	if (text === null || text === "") return null;
	const lines = text.split("\n");
	const tail = lines.pop() ?? "";
	if (lines[0] !== header) {
		if (lines.length === 0 && header.startsWith(tail)) return null;
		throw new DataFileError(
			`${file}, line 1: this is no data file of this emulator. Choose another file.`,
		);
	}
	const changes: Change[] = [];
	let hadTornTail = tail !== "";
	for (const [index, line] of lines.entries()) {
		if (index === 0) continue;
		const read = readRecord(line);
		const isLast = index === lines.length - 1 && tail === "";
		if (read.kind === "damaged" && isLast) hadTornTail = true;
		else changes.push(...changesOf(read, file, index + 1));
	}
	return { state: applyChanges(createEmptyState(), changes), hadTornTail };
}

function changesOf(
	read: ReturnType<typeof readRecord>,
	file: string,
	line: number,
): readonly Change[] {
	if (read.kind === "damaged")
		throw new DataFileError(
			`${file}, line ${line}: the checksum does not fit, so the file was damaged. Restore it, or begin with a new file.`,
		);
	const parsed = changesSchema.safeParse(read.value);
	if (!parsed.success)
		throw new DataFileError(
			`${file}, line ${line}: this record is not one of this version of the emulator.`,
		);
	// The schema has checked each row against its table.
	return parsed.data as readonly Change[];
}

function textOf(file: string): string | null {
	try {
		return readFileSync(file, "utf8");
	} catch (cause) {
		if (codeOf(cause) === "ENOENT") return null;
		throw new DataFileError(`The data file ${file} cannot be read.`, { cause });
	}
}

export function codeOf(error: unknown): string | undefined {
	if (typeof error !== "object" || error === null || !("code" in error))
		return undefined;
	return typeof error.code === "string" ? error.code : undefined;
}
