/** ASN.1 values in DER, as far as a certificate needs them: tag, length, content. */
export function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
	const body = Buffer.concat(content);
	return Buffer.concat([Buffer.from([tag]), lengthOf(body), body]);
}

export const sequence = (...items: readonly Uint8Array[]) =>
	der(0x30, ...items);
export const set = (...items: readonly Uint8Array[]) => der(0x31, ...items);
export const octets = (bytes: Uint8Array) => der(0x04, bytes);
export const utf8 = (text: string) => der(0x0c, Buffer.from(text));
export const yes = () => der(0x01, Buffer.from([0xff]));

/** A whole number that is not negative, from its bytes: a leading zero keeps the sign bit clear. */
export function integer(bytes: Uint8Array): Buffer {
	return der(
		0x02,
		Buffer.from([0]).subarray((bytes[0] ?? 0) >> 7 ? 0 : 1),
		bytes,
	);
}

/** Bytes of bits, all of them used but for the last `unused`. */
export function bits(bytes: Uint8Array, unused = 0): Buffer {
	return der(0x03, Buffer.from([unused]), bytes);
}

/** `[number]` of a context, around whole values. */
export const explicit = (number: number, ...items: readonly Uint8Array[]) =>
	der(0xa0 | number, ...items);

/** `[number]` of a context in place of a primitive value's own tag. */
export const implicit = (number: number, bytes: Uint8Array) =>
	der(0x80 | number, bytes);

export function objectId(dotted: string): Buffer {
	const [first = 0, second = 0, ...others] = dotted.split(".").map(Number);
	return der(
		0x06,
		Buffer.from([first * 40 + second, ...others.flatMap(base128)]),
	);
}

/** A moment before 2050, to the second. */
export function utcTime(ms: number): Buffer {
	const digits = new Date(ms).toISOString().replace(/\D/g, "").slice(2, 14);
	return der(0x17, Buffer.from(`${digits}Z`));
}

function lengthOf({ length }: Uint8Array): Buffer {
	if (length < 0x80) return Buffer.from([length]);
	const bytes = Buffer.from(
		length.toString(16).padStart(length < 0x100 ? 2 : 4, "0"),
		"hex",
	);
	return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

function base128(value: number): number[] {
	const groups = [value & 0x7f];
	for (let left = value >> 7; left > 0; left >>= 7)
		groups.unshift((left & 0x7f) | 0x80);
	return groups;
}
