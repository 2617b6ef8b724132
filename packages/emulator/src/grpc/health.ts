import type { ServerHttp2Stream } from "node:http2";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import {
	Health,
	HealthCheckRequestSchema,
	HealthCheckResponseSchema,
	HealthCheckResponse_ServingStatus as Serving,
	services,
} from "@engine-offline/wire";
import { createStatus } from "../machine/status.js";
import { respondWithTrailers, sendAnswer } from "./finish.js";
import { frame } from "./frames.js";
import { forEachMessage } from "./messages.js";
import type { StreamHandler } from "./stream-handler.js";

const known = new Set([
	"",
	Health.typeName,
	...services.map((s) => s.typeName),
]);

/** The health service: the emulator serves as long as it answers. */
export const healthStreams: readonly [string, StreamHandler][] = [
	[`/${Health.typeName}/Check`, check],
	[`/${Health.typeName}/Watch`, watch],
];

function check(stream: ServerHttp2Stream): void {
	forEachMessage(stream, (bytes) => {
		const service = serviceIn(bytes);
		if (known.has(service))
			sendAnswer(stream, { ok: true, message: health(Serving.SERVING) });
		else sendAnswer(stream, { ok: false, status: unknownService(service) });
	});
}

/** Says how it is, and nothing more: it does not change until the connection ends. */
function watch(stream: ServerHttp2Stream): void {
	forEachMessage(stream, (bytes) => {
		const isKnown = known.has(serviceIn(bytes));
		respondWithTrailers(stream, { "grpc-status": "0" });
		stream.write(
			frame(health(isKnown ? Serving.SERVING : Serving.SERVICE_UNKNOWN)),
		);
	});
}

function serviceIn(bytes: Uint8Array): string {
	return fromBinary(HealthCheckRequestSchema, bytes).service;
}

function health(status: Serving): Uint8Array {
	const answer = create(HealthCheckResponseSchema, { status });
	return toBinary(HealthCheckResponseSchema, answer);
}

function unknownService(name: string) {
	const message = `There is no service ${JSON.stringify(name)}.`;
	return createStatus("NOT_FOUND", { reason: "UNKNOWN_SERVICE", message });
}
