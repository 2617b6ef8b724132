import { crc32 } from "./crc32.js";

/** A text at rest, with the checksum that tells whether it still is that text. */
export interface Sealed {
	readonly bytes: Uint8Array;
	readonly sum: number;
}

/** Seals what JSON.stringify gave. */
export function seal(json: string): Sealed {
	const bytes = new TextEncoder().encode(json);
	return { bytes, sum: crc32(bytes) };
}

/** The value that was sealed; nothing when the bytes are no longer those. */
export function unseal({ bytes, sum }: Partial<Sealed>): unknown {
	if (bytes === undefined || crc32(bytes) !== sum) return undefined;
	const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
	return value;
}
