import type { IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";
import { createStatus } from "../machine/status.js";
import type { GrpcExchange } from "./exchange.js";
import { finish, sendAnswer } from "./finish.js";
import { healthStreams } from "./health.js";
import { reflectionStreams } from "./reflection-stream.js";
import { rpcByPath } from "./rpc-table.js";
import type { ServeStream } from "./server.js";
import type { StreamHandler } from "./stream-handler.js";

const bodyLimit = 1024 * 1024;

const streamByPath: ReadonlyMap<string, StreamHandler> = new Map([
	...healthStreams,
	...reflectionStreams,
]);

/** Finds out what a stream asks for and sees to it. */
export function createServe(exchange: GrpcExchange): ServeStream {
	return (stream, headers, breakConnection) => {
		if (!speaksGrpc(headers)) return turnAway(stream);
		const path = headers[":path"] ?? "";
		const rpc = rpcByPath.get(path);
		const other = streamByPath.get(path);
		if (rpc === undefined) {
			if (other === undefined) unknownCall(stream, path);
			else other(stream);
			return;
		}
		readBody(stream)
			.then((body) =>
				exchange({ path, headers: textHeaders(headers), body }, rpc),
			)
			.then((ending) => finish(stream, ending, breakConnection))
			.catch(() => stream.destroy());
	};
}

function speaksGrpc(headers: IncomingHttpHeaders): boolean {
	return (
		headers[":method"] === "POST" &&
		/^application\/grpc(\+proto)?(;|$)/.test(headers["content-type"] ?? "")
	);
}

function turnAway(stream: ServerHttp2Stream): void {
	stream.respond({ ":status": 415, "content-type": "text/plain" });
	stream.end("This port speaks gRPC alone; REST/JSON has a port of its own.\n");
}

function unknownCall(stream: ServerHttp2Stream, path: string): void {
	const message = `There is no call ${path}.`;
	const status = createStatus("UNIMPLEMENTED", {
		reason: "UNKNOWN_METHOD",
		message,
	});
	sendAnswer(stream, { ok: false, status });
}

function textHeaders(headers: IncomingHttpHeaders): Record<string, string> {
	const texts: Record<string, string> = {};
	for (const [name, value] of Object.entries(headers))
		if (typeof value === "string") texts[name] = value;
	return texts;
}

/** Undefined when it is over a megabyte: it is read to its end, so that the answer arrives, but not kept. */
async function readBody(
	stream: ServerHttp2Stream,
): Promise<Buffer | undefined> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
		size += chunk.length;
		if (size <= bodyLimit) chunks.push(chunk);
	}
	return size > bodyLimit ? undefined : Buffer.concat(chunks);
}
