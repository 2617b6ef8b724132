import type { ServerHttp2Stream } from "node:http2";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import {
	ServerReflection,
	ServerReflectionRequestSchema,
	ServerReflectionResponseSchema,
} from "@engine-offline/wire";
import { respondWithTrailers } from "./finish.js";
import { frame } from "./frames.js";
import { forEachMessage } from "./messages.js";
import { reflect } from "./reflection.js";
import type { StreamHandler } from "./stream-handler.js";

/** Server reflection, under its present name and the one that older tools ask for; the messages are the same. */
export const reflectionStreams: readonly [string, StreamHandler][] = [
	[`/${ServerReflection.typeName}/ServerReflectionInfo`, serve],
	["/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", serve],
];

function serve(stream: ServerHttp2Stream): void {
	respondWithTrailers(stream, { "grpc-status": "0" });
	forEachMessage(stream, (bytes) => {
		const request = fromBinary(ServerReflectionRequestSchema, bytes);
		const answer = toBinary(ServerReflectionResponseSchema, reflect(request));
		stream.write(frame(answer));
	});
	stream.on("end", () => stream.end());
}
