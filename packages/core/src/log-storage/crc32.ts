const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
	let value = byte;
	for (let bit = 0; bit < 8; bit += 1) {
		value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
	}
	return value;
});

/** The CRC-32 of zip and PNG, as an unsigned number. Finds accidents, not forgery. */
export function crc32(bytes: Uint8Array): number {
	let sum = 0xffffffff;
	for (let index = 0; index < bytes.length; index += 1) {
		sum = (TABLE[(sum ^ (bytes[index] ?? 0)) & 0xff] ?? 0) ^ (sum >>> 8);
	}
	return (sum ^ 0xffffffff) >>> 0;
}
