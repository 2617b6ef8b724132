import {
	constants,
	type IncomingHttpHeaders,
	type OutgoingHttpHeaders,
} from "node:http2";
import { announcedBytes } from "./frames.js";
import type { Link } from "./link.js";

/** One call, ready to go. */
export interface Outgoing {
	readonly headers: OutgoingHttpHeaders;
	readonly body: Buffer;
	readonly maxMessageBytes: number;
}

/** All that came back for one call. */
export interface Heard {
	/** Undefined when not even headers came. */
	readonly headers: IncomingHttpHeaders | undefined;
	readonly trailers: IncomingHttpHeaders;
	readonly body: Buffer;
	readonly tooLarge: boolean;
	/** The HTTP/2 error code that ended the stream; 0 is none. */
	readonly endedBy: number;
	/** Whether the connection outlived the call. */
	readonly connected: boolean;
}

/** Sends a call on a connection and gathers what comes back until its stream ends. Does not reject. */
export function converse(
	link: Link,
	outgoing: Outgoing,
	signal: AbortSignal,
): Promise<Heard> {
	const end = link.begin();
	const stream = link.session.request(outgoing.headers);
	const gathered = createGathering(outgoing.maxMessageBytes);
	const cancel = () => {
		end();
		stream.close(constants.NGHTTP2_CANCEL);
	};
	signal.addEventListener("abort", cancel);
	stream.on("error", () => undefined);
	stream.once("response", (headers) => {
		link.heard();
		gathered.headers = headers;
	});
	stream.on("data", (chunk: Buffer) => {
		link.heard();
		if (!gathered.add(chunk)) cancel();
	});
	stream.once("trailers", (trailers) => {
		gathered.trailers = trailers;
	});
	stream.end(outgoing.body);
	return new Promise((resolve) => {
		stream.once("close", () => {
			signal.removeEventListener("abort", cancel);
			end();
			const connected = !link.session.destroyed;
			resolve(gathered.whole(stream.rstCode ?? 0, connected));
		});
	});
}

function createGathering(maxMessageBytes: number) {
	const chunks: Buffer[] = [];
	let size = 0;
	let tooLarge = false;
	return {
		headers: undefined as IncomingHttpHeaders | undefined,
		trailers: {} as IncomingHttpHeaders,
		/** False when it is too much. Neither the announced length nor the sender's patience is trusted. */
		add(chunk: Buffer): boolean {
			size += chunk.length;
			chunks.push(chunk);
			const start = chunks[0] ?? chunk;
			tooLarge ||=
				size > maxMessageBytes + 5 || announcedBytes(start) > maxMessageBytes;
			return !tooLarge;
		},
		whole(endedBy: number, connected: boolean): Heard {
			const { headers, trailers } = this;
			const body = tooLarge ? Buffer.alloc(0) : Buffer.concat(chunks);
			return { headers, trailers, body, tooLarge, endedBy, connected };
		},
	};
}
