import {
	createServer,
	type IncomingMessage,
	type Server,
	type ServerResponse,
} from "node:http";
import type { AddressInfo, Server as TcpServer } from "node:net";
import type { RestRequest, RestResponse } from "../machine/rest.js";
import { createStatus } from "../machine/status.js";
import { readBody } from "./body.js";
import { corsHeaders, preflightHeaders } from "./cors.js";

/** How an exchange ends: an answer, or a connection that breaks before or in the middle of it. */
export type Ending =
	| { readonly kind: "answer"; readonly response: RestResponse }
	| { readonly kind: "broken" }
	/** Half of the body, and then nothing more. */
	| { readonly kind: "stalled"; readonly response: RestResponse }
	| {
			readonly kind: "truncated";
			readonly response: RestResponse;
			/** How many bytes of the body still arrive. */
			readonly bytes: number;
	  };

/** Answers one request. Must not reject. */
export type Exchange = (request: RestRequest) => Promise<Ending>;

export interface HttpServer {
	readonly port: number;
	/** Ends all connections, whatever they wait for. */
	close(): Promise<void>;
}

/** The port is taken by another program. */
export class PortInUseError extends Error {
	override readonly name = "PortInUseError";
}

/** Listens on a port of the loopback address, or on a free one when it is 0. Throws PortInUseError. */
export async function openHttpServer(
	options: { readonly port: number; readonly host: string },
	exchange: Exchange,
): Promise<HttpServer> {
	const server = createServer((request, response) => {
		serve(request, response, exchange).catch(() => response.destroy());
	});
	await listen(server, options);
	// A server that listens on a port has an address of this kind.
	const { port } = server.address() as AddressInfo;
	return { port, close: () => closeServer(server) };
}

async function serve(
	request: IncomingMessage,
	response: ServerResponse,
	exchange: Exchange,
): Promise<void> {
	if (request.method === "OPTIONS") {
		response.writeHead(204, preflightHeaders).end();
		return;
	}
	const body = await readBody(request);
	const ending: Ending =
		body.kind === "tooLarge"
			? { kind: "answer", response: tooLarge() }
			: await exchange(restRequest(request, body.text));
	finish(response, ending);
}

function restRequest(request: IncomingMessage, body: string): RestRequest {
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(request.headers))
		if (typeof value === "string") headers[name] = value;
	return {
		method: request.method ?? "GET",
		url: request.url ?? "/",
		headers,
		body,
	};
}

function finish(response: ServerResponse, ending: Ending): void {
	if (ending.kind === "broken") {
		response.destroy();
		return;
	}
	const { status, headers, body } = ending.response;
	const bytes = Buffer.from(body);
	response.writeHead(status, {
		...headers,
		...corsHeaders,
		"content-length": String(bytes.length),
	});
	if (ending.kind === "answer") {
		response.end(bytes);
		return;
	}
	if (ending.kind === "stalled") {
		response.write(bytes.subarray(0, Math.floor(bytes.length / 2)));
		return;
	}
	const part = bytes.subarray(0, Math.min(ending.bytes, bytes.length - 1));
	response.write(part, () => response.destroy());
}

function tooLarge(): RestResponse {
	const status = createStatus("INVALID_ARGUMENT", {
		reason: "BODY_TOO_LARGE",
		message: "The body is larger than a megabyte.",
	});
	return {
		status: 413,
		headers: { "content-type": "application/json" },
		body: JSON.stringify(status),
	};
}

/** Also for a server of another kind. Throws PortInUseError. */
export function listen(
	server: TcpServer,
	{ port, host }: { readonly port: number; readonly host: string },
): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once("error", (error: NodeJS.ErrnoException) => {
			reject(error.code === "EADDRINUSE" ? portInUse(port, error) : error);
		});
		server.listen(port, host, resolve);
	});
}

function portInUse(port: number, cause: Error): PortInUseError {
	const message = `Port ${port} is in use by another program. End that program, or choose another port.`;
	return new PortInUseError(message, { cause });
}

function closeServer(server: Server): Promise<void> {
	return new Promise((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}
