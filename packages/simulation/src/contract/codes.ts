import type { StatusCode } from "@engine-offline/sync";
import { status } from "@grpc/grpc-js";

/** The code of a number, as Node's own gRPC library has it. */
export function codeNamed(value: number): StatusCode {
	// The library's names of the codes are the port's.
	return (status[value] ?? "UNKNOWN") as StatusCode;
}

/** The HTTP status that goes with each code, from the comments of google.rpc.Code. */
export const httpStatuses: Readonly<Record<StatusCode, number>> = {
	OK: 200,
	CANCELLED: 499,
	UNKNOWN: 500,
	INVALID_ARGUMENT: 400,
	DEADLINE_EXCEEDED: 504,
	NOT_FOUND: 404,
	ALREADY_EXISTS: 409,
	PERMISSION_DENIED: 403,
	UNAUTHENTICATED: 401,
	RESOURCE_EXHAUSTED: 429,
	FAILED_PRECONDITION: 400,
	ABORTED: 409,
	OUT_OF_RANGE: 400,
	UNIMPLEMENTED: 501,
	INTERNAL: 500,
	UNAVAILABLE: 503,
	DATA_LOSS: 500,
};
