import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fromBinary } from "@bufbuild/protobuf";
import type { StatusFailure } from "@engine-offline/sync";
import {
	ErrorInfoSchema,
	StatusSchema,
	SuggestionInfoSchema,
} from "@engine-offline/wire";
import * as grpc from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { codeNamed, httpStatuses } from "./codes.js";
import { type Plain, type PlainCall, plainEngine } from "./plain-client.js";

const require = createRequire(import.meta.url);
const proto = join(
	dirname(require.resolve("@engine-offline/wire/proto/api/common.proto")),
	"..",
);

const definition = loadSync(
	["org", "project", "user", "config"].map((name) => `api/${name}.proto`),
	{ includeDirs: [proto], longs: String, defaults: true },
);

/** Node's own gRPC library with what it makes of the `.proto` files: a client that shares no code with ours. */
export function plainGrpcEngine(target: string, ca?: Buffer) {
	const credentials =
		ca === undefined
			? grpc.credentials.createInsecure()
			: grpc.credentials.createSsl(ca);
	const client = new grpc.Client(target, credentials, {});
	return plainEngine(grpcCall(client), () => client.close());
}

function grpcCall(client: grpc.Client): PlainCall {
	return (rpc, request, bearer) => {
		const method = methodOf(rpc);
		const metadata = new grpc.Metadata();
		if (bearer !== undefined) metadata.set("authorization", `Bearer ${bearer}`);
		return new Promise((resolve) => {
			client.makeUnaryRequest<object, Plain>(
				method.path,
				method.requestSerialize,
				// An answer of this method is a plain object.
				method.responseDeserialize as (bytes: Buffer) => Plain,
				request,
				metadata,
				(error, message) =>
					resolve(
						error === null
							? { ok: true, message: message ?? {} }
							: { ok: false, failure: failureOf(error) },
					),
			);
		});
	};
}

function methodOf(rpc: string) {
	for (const entry of Object.values(definition)) {
		// Whatever has a member of this name is a service.
		const method = (entry as grpc.ServiceDefinition)[rpc];
		if (method !== undefined) return method;
	}
	throw new Error(`no rpc ${rpc}`);
}

function failureOf(error: grpc.ServiceError): StatusFailure {
	const [bytes] = error.metadata.get("grpc-status-details-bin");
	const details =
		bytes instanceof Buffer ? fromBinary(StatusSchema, bytes).details : [];
	const named = (name: string) =>
		details.find(({ typeUrl }) => typeUrl.endsWith(name))?.value ??
		new Uint8Array();
	const code = codeNamed(error.code);
	return {
		kind: "status",
		code,
		httpStatus: httpStatuses[code],
		message: error.details,
		reason: fromBinary(ErrorInfoSchema, named("ErrorInfo")).reason,
		suggestion: fromBinary(SuggestionInfoSchema, named("SuggestionInfo"))
			.suggestion,
		retryAfterMs: undefined,
	};
}
