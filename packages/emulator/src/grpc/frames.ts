import { gunzipSync } from "node:zlib";

const headerBytes = 5;

/** One message as gRPC sends it: not compressed, its length, its bytes. */
export function frame(message: Uint8Array): Buffer {
	const header = Buffer.alloc(headerBytes);
	header.writeUInt32BE(message.length, 1);
	return Buffer.concat([header, message]);
}

export interface Unframed {
	readonly messages: readonly Uint8Array[];
	/** What is left: the beginning of the next frame. */
	readonly rest: Buffer;
}

/** The whole messages at the beginning of a stream's bytes. Throws when one is compressed in a way nobody agreed on. */
export function unframe(bytes: Buffer, encoding = "identity"): Unframed {
	const messages: Uint8Array[] = [];
	let rest = bytes;
	while (rest.length >= headerBytes) {
		const end = headerBytes + rest.readUInt32BE(1);
		if (rest.length < end) break;
		const message = rest.subarray(headerBytes, end);
		messages.push(rest[0] === 0 ? message : inflated(message, encoding));
		rest = rest.subarray(end);
	}
	return { messages, rest };
}

function inflated(message: Buffer, encoding: string): Uint8Array {
	if (encoding !== "gzip") throw new Error(`no such encoding: ${encoding}`);
	return gunzipSync(message, { maxOutputLength: 1024 * 1024 });
}
