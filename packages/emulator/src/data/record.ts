import { createHash } from "node:crypto";

/** The first line of a data file. The number moves when what follows is written in another way. */
export const header = "engine-emulator data 1";

/** A line that holds a value and the checksum of its text. */
export function writeRecord(value: unknown): string {
	const text = JSON.stringify(value);
	return `${checksum(text)} ${text}\n`;
}

export type ReadRecord =
	| { readonly kind: "value"; readonly value: unknown }
	| { readonly kind: "damaged" };

/** Reads a line without its line break. */
export function readRecord(line: string): ReadRecord {
	const text = line.slice(17);
	if (line.charAt(16) !== " " || line.slice(0, 16) !== checksum(text))
		return { kind: "damaged" };
	return { kind: "value", value: JSON.parse(text) };
}

function checksum(text: string): string {
	return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
