import { fromBinary } from "@bufbuild/protobuf";
import { isRefusal, type Refusal } from "../machine/context.js";
import type { Call } from "../machine/decide.js";
import { readRequest } from "../machine/json.js";
import { refuse } from "../machine/refusals.js";
import { bearerOf } from "../machine/rest.js";
import { unframe } from "./frames.js";
import type { GrpcRpc } from "./rpc-table.js";

/** A request as it came over HTTP/2. */
export interface GrpcRequest {
	readonly path: string;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	/** Undefined when it was over a megabyte. */
	readonly body: Buffer | undefined;
}

/** What a request asks for, or why it cannot be read. */
export function readCall(request: GrpcRequest, rpc: GrpcRpc): Call | Refusal {
	if (request.body === undefined) return tooLarge();
	const members = readMembers(request.body, request.headers, rpc);
	if (members === undefined) return malformed(rpc);
	const message = readRequest(rpc.rpc, members);
	if (isRefusal(message)) return message;
	const caller = { bearer: bearerOf(request.headers) };
	return { rpc: rpc.rpc, request: message, caller };
}

function readMembers(
	body: Buffer,
	headers: GrpcRequest["headers"],
	{ input }: GrpcRpc,
): Readonly<Record<string, unknown>> | undefined {
	try {
		const { messages, rest } = unframe(body, headers["grpc-encoding"]);
		const [message] = messages;
		if (message === undefined || messages.length > 1 || rest.length > 0)
			return undefined;
		return { ...fromBinary(input, message) };
	} catch {
		return undefined;
	}
}

function malformed({ rpc }: GrpcRpc): Refusal {
	return refuse("INVALID_ARGUMENT", {
		reason: "MALFORMED_MESSAGE",
		message: `The body must be one message, the request of ${rpc}.`,
	});
}

function tooLarge(): Refusal {
	return refuse("INVALID_ARGUMENT", {
		reason: "BODY_TOO_LARGE",
		message: "The body is larger than a megabyte.",
	});
}
