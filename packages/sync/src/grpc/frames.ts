const headerBytes = 5;

/** One message as gRPC sends it: not compressed, its length, its bytes. */
export function frame(message: Uint8Array): Buffer {
	const header = Buffer.alloc(headerBytes);
	header.writeUInt32BE(message.length, 1);
	return Buffer.concat([header, message]);
}

/** The one message of an answer; undefined for none, for more than one, and for one cut short or compressed. */
export function unframe(body: Buffer): Uint8Array | undefined {
	if (body.length < headerBytes || body[0] !== 0) return undefined;
	const message = body.subarray(headerBytes);
	return message.length === body.readUInt32BE(1) ? message : undefined;
}

/** What a body says of its own length: nothing is read that will be too long. */
export function announcedBytes(body: Buffer): number {
	return body.length < headerBytes ? 0 : body.readUInt32BE(1);
}
