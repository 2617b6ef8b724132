import type { RestResponse } from "@engine-offline/emulator/machine";
import type { RequestFault } from "./faults.js";

const json = { "content-type": "application/json" };
const html = { "content-type": "text/html" };

function status(
	httpStatus: number,
	code: number,
	message: string,
): RestResponse {
	const body = JSON.stringify({ code, message, details: [] });
	return { status: httpStatus, headers: json, body };
}

function page(httpStatus: number): RestResponse {
	const body = "<!doctype html><title>Something else</title>";
	return { status: httpStatus, headers: html, body };
}

/** What answers in the Engine's place. A 403 and a 404 come from something before it: only it may say who may see what. */
export function errorAnswers(
	fault: RequestFault | undefined,
): RestResponse | undefined {
	switch (fault) {
		case "html":
			return page(200);
		case "http-401":
			return status(401, 16, "This bearer token has expired.");
		case "http-403":
			return page(403);
		case "http-404":
			return page(404);
		case "http-409":
			return status(409, 10, "Try again.");
		case "http-429":
			return status(429, 8, "A limit was reached.");
		case "http-429-later": {
			const limited = status(429, 8, "Not so fast.");
			return { ...limited, headers: { ...json, "retry-after": "7" } };
		}
		case "http-500":
		case "http-500-done":
			return status(500, 13, "Something went wrong.");
		case "http-503":
			return page(503);
		default:
			return undefined;
	}
}
