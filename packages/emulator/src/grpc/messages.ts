import type { ServerHttp2Stream } from "node:http2";
import { unframe } from "./frames.js";

const mostWaiting = 1024 * 1024;

/** Hands on each message of a stream as soon as it is whole. What cannot be read ends the stream. */
export function forEachMessage(
	stream: ServerHttp2Stream,
	take: (message: Uint8Array) => void,
): void {
	let waiting: Buffer = Buffer.alloc(0);
	stream.on("data", (chunk: Buffer) => {
		try {
			const { messages, rest } = unframe(Buffer.concat([waiting, chunk]));
			for (const message of messages) take(message);
			if (rest.length > mostWaiting) stream.destroy();
			waiting = rest;
		} catch {
			stream.destroy();
		}
	});
}
