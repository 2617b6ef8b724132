import { constants, type ServerHttp2Stream } from "node:http2";
import type { GrpcAnswer, GrpcEnding } from "./ending.js";
import { frame } from "./frames.js";
import { statusTrailers, type Trailers } from "./status-trailers.js";

const grpcHeaders = {
	":status": 200,
	"content-type": "application/grpc",
	"grpc-accept-encoding": "identity,gzip",
};

/** Sends what a call ends with. `breakConnection` ends the connection under it without a word. */
export function finish(
	stream: ServerHttp2Stream,
	ending: GrpcEnding,
	breakConnection: () => void,
): void {
	if (stream.destroyed || stream.closed) return;
	switch (ending.kind) {
		case "answer":
			sendAnswer(stream, ending.answer);
			return;
		case "http":
			stream.respond({ ...ending.headers, ":status": ending.status });
			stream.end(ending.body);
			return;
		case "broken":
			breakConnection();
			return;
		case "truncated":
			sendPart(stream, ending, breakConnection);
			return;
		case "reset":
			stream.close(ending.code);
			return;
		case "goAway":
			sayGoodbye(stream, ending.answer);
			return;
		case "noTrailers":
			stream.respond(grpcHeaders);
			stream.end(bytesOf(ending.answer));
			return;
		case "stalled":
			stream.respond(grpcHeaders);
			stream.write(half(bytesOf(ending.answer)));
			return;
	}
}

/** One message and OK, or a refusal in headers alone. */
export function sendAnswer(
	stream: ServerHttp2Stream,
	answer: GrpcAnswer,
): void {
	if (!answer.ok) {
		stream.respond(
			{ ...grpcHeaders, ...refusalTrailers(answer) },
			{ endStream: true },
		);
		return;
	}
	respondWithTrailers(stream, { "grpc-status": "0" });
	stream.end(frame(answer.message));
}

/** Opens an answer of any number of messages that ends with these trailers. */
export function respondWithTrailers(
	stream: ServerHttp2Stream,
	trailers: Trailers,
): void {
	stream.respond(grpcHeaders, { waitForTrailers: true });
	stream.once("wantTrailers", () => stream.sendTrailers({ ...trailers }));
}

function refusalTrailers(answer: Extract<GrpcAnswer, { ok: false }>): Trailers {
	return {
		...answer.metadata,
		...statusTrailers(answer.status, answer.afterS),
	};
}

function sendPart(
	stream: ServerHttp2Stream,
	ending: Extract<GrpcEnding, { kind: "truncated" }>,
	breakConnection: () => void,
): void {
	const bytes = bytesOf(ending.answer);
	const part =
		ending.bytes === undefined
			? half(bytes)
			: bytes.subarray(0, Math.min(ending.bytes, bytes.length));
	stream.respond(grpcHeaders);
	stream.write(part, breakConnection);
}

/** Streams up to the last one named still count; a client starts any later one on another connection. */
function sayGoodbye(
	stream: ServerHttp2Stream,
	answer: GrpcAnswer | undefined,
): void {
	const { session, id = 0 } = stream;
	const lastId = answer === undefined ? Math.max(0, id - 2) : id;
	session?.goaway(constants.NGHTTP2_NO_ERROR, lastId);
	if (answer === undefined) stream.close(constants.NGHTTP2_REFUSED_STREAM);
	else sendAnswer(stream, answer);
	session?.close();
}

function bytesOf(answer: GrpcAnswer): Buffer {
	return frame(answer.ok ? answer.message : new Uint8Array());
}

function half(bytes: Buffer): Buffer {
	return bytes.subarray(0, Math.max(1, Math.floor(bytes.length / 2)));
}
