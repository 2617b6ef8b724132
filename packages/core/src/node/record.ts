import { crc32 } from "../log-storage/sealed.js";

/*
 * A record is one line: length and checksum of the body in hexadecimal, and the body, which is JSON
 * and therefore holds no line break. So whatever happens to a line, the next one is found again.
 */
const HEAD_LENGTH = "00000000 00000000 ".length;
const LINE_BREAK = 0x0a;

/** What one stretch of a log turned out to be. */
export type Stretch =
	| { readonly kind: "record"; readonly value: unknown }
	| { readonly kind: "damaged"; readonly bytes: Uint8Array }
	| { readonly kind: "torn"; readonly bytes: Uint8Array };

const hex = (value: number) => value.toString(16).padStart(8, "0");

/** The line for a body, which must be what JSON.stringify gave. */
export function encodeRecord(json: string): Uint8Array {
	const body = Buffer.from(json, "utf8");
	const head = `${hex(body.length)} ${hex(crc32(body))} `;
	return Buffer.concat([
		Buffer.from(head, "latin1"),
		body,
		Uint8Array.of(LINE_BREAK),
	]);
}

/**
 * Reads a log from its start. A line whose length or checksum is wrong is damaged, wherever it stands;
 * what follows the last line break is torn: a write that a crash cut short.
 */
export function* readRecords(bytes: Uint8Array): Generator<Stretch> {
	let start = 0;
	while (start < bytes.length) {
		const end = bytes.indexOf(LINE_BREAK, start);
		if (end === -1) {
			yield { kind: "torn", bytes: bytes.subarray(start) };
			return;
		}
		yield readLine(bytes.subarray(start, end));
		start = end + 1;
	}
}

function readLine(line: Uint8Array): Stretch {
	const body = Buffer.from(line.buffer, line.byteOffset, line.length).subarray(
		HEAD_LENGTH,
	);
	const head = Buffer.from(line.buffer, line.byteOffset, line.length).toString(
		"latin1",
		0,
		HEAD_LENGTH,
	);
	if (head !== `${hex(body.length)} ${hex(crc32(body))} `)
		return { kind: "damaged", bytes: line };
	const value: unknown = JSON.parse(body.toString("utf8"));
	return { kind: "record", value };
}
