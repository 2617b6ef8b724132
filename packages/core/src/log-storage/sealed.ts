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

/** What one byte does to a sum, four tables long: one for each place that a byte has among four. */
const TABLES = makeTables();

/** The CRC-32 of zip and PNG, as an unsigned number. Finds accidents, not forgery. */
export function crc32(bytes: Uint8Array): number {
	const [first, second, third, fourth] = TABLES;
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	let sum = -1;
	let index = 0;
	// Four at a time: everything that is stored passes here.
	for (; index + 4 <= bytes.length; index += 4) {
		sum ^= view.getInt32(index, true);
		sum =
			(fourth[sum & 0xff] ?? 0) ^
			(third[(sum >>> 8) & 0xff] ?? 0) ^
			(second[(sum >>> 16) & 0xff] ?? 0) ^
			(first[sum >>> 24] ?? 0);
	}
	for (; index < bytes.length; index += 1)
		sum = (first[(sum ^ view.getUint8(index)) & 0xff] ?? 0) ^ (sum >>> 8);
	return ~sum >>> 0;
}

function makeTables() {
	const first = Int32Array.from({ length: 256 }, (_, byte) => {
		let value = byte;
		for (let bit = 0; bit < 8; bit += 1)
			value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
		return value;
	});
	const next = (table: Int32Array) =>
		table.map((value) => (first[value & 0xff] ?? 0) ^ (value >>> 8));
	const second = next(first);
	const third = next(second);
	return [first, second, third, next(third)] as const;
}
