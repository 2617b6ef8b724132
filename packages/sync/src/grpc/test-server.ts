import { readFileSync } from "node:fs";
import {
	createServer,
	type IncomingHttpHeaders,
	type ServerHttp2Stream,
} from "node:http2";
import {
	type AddressInfo,
	createServer as createTcp,
	type Server,
	type Socket,
} from "node:net";
import { createEmulator, type EmulatorOptions } from "@engine-offline/emulator";
import { countingEnvironment } from "../rest/test-environment.js";
import { grpcEngine } from "./grpc-engine.js";
import type { GrpcOptions } from "./grpc-options.js";

/** What a test opened, to be closed after it. */
export const opened: (() => Promise<void> | void)[] = [];

export async function closeOpened(): Promise<void> {
	for (const close of opened.splice(0).reverse()) await close();
}

/** A client with a count of its timers. */
export function clientOf(target: string, options: Partial<GrpcOptions> = {}) {
	const { environment, timers } = countingEnvironment();
	const monotonic = () => performance.now();
	const engine = grpcEngine({
		target,
		environment: { ...environment, monotonic },
		...options,
	});
	opened.push(() => engine.close());
	return { engine, timers };
}

/** Listens on a free port of the loopback address until the test is over. */
export async function listening(
	server: Pick<Server, "listen" | "address" | "close">,
) {
	await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
	opened.push(() => void server.close());
	// A server that listens on a port has an address of this kind.
	return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export type Serve = (
	stream: ServerHttp2Stream,
	headers: IncomingHttpHeaders,
) => void;

/** A server of one behaviour over HTTP/2 without TLS, and a client of it. */
export async function facing(serve: Serve, options: Partial<GrpcOptions> = {}) {
	const server = createServer();
	server.on("session", (session) => {
		session.on("error", () => undefined);
		opened.push(() => session.destroy());
	});
	server.on("stream", (stream, headers) => {
		stream.on("error", () => undefined);
		serve(stream, headers);
	});
	const target = await listening(server);
	return { target, ...clientOf(target, options) };
}

export const grpcHeaders = {
	":status": 200,
	"content-type": "application/grpc",
};

/** A message in its frame. */
export function framed(bytes: Uint8Array, length = bytes.length): Buffer {
	const head = Buffer.alloc(5);
	head.writeUInt32BE(length, 1);
	return Buffer.concat([head, bytes]);
}

/** Answers with these bytes and trailers. */
export function answering(
	body: Uint8Array,
	trailers: Readonly<Record<string, string>> = { "grpc-status": "0" },
): Serve {
	return (stream) => {
		stream.respond(grpcHeaders, { waitForTrailers: true });
		stream.once("wantTrailers", () => stream.sendTrailers({ ...trailers }));
		stream.end(body);
	};
}

/** A refusal as most servers send it: in headers alone. */
export function refusing(trailers: Readonly<Record<string, string>>): Serve {
	return (stream) =>
		stream.respond({ ...grpcHeaders, ...trailers }, { endStream: true });
}

export async function startEmulator(options: EmulatorOptions = {}) {
	const emulator = await createEmulator({
		fixtures: {
			accounts: [{ name: "Ada", email: "ada@example.com" }],
			orgs: [{ name: "Apache", projects: [{ name: "Ant" }] }],
		},
		seed: "grpc",
		grpcPort: 0,
		...options,
	});
	opened.push(() => emulator.close());
	const { target = "", certificate = "" } = emulator.grpc ?? {};
	const [ada] = emulator.accounts;
	const { email = "", password = "" } = ada ?? {};
	const ca = readFileSync(certificate);
	return { emulator, target, ca, credentials: { email, password } };
}

/** A network between a client and a server that can go silent without a word. */
export async function startNetwork(to: string) {
	const [host = "", port] = to.split(":");
	const sockets = new Set<Socket>();
	let silent = new Set<Socket>();
	let accepted = 0;
	const { connect } = await import("node:net");
	const server = createTcp((near) => {
		accepted += 1;
		const far = connect({ host, port: Number(port) });
		for (const [from, other] of [
			[near, far],
			[far, near],
		] as const) {
			sockets.add(from);
			from.on("error", () => undefined);
			from.on("data", (bytes) => {
				if (!silent.has(from)) other.write(bytes);
			});
			from.on("close", () => {
				sockets.delete(from);
				if (!silent.has(from)) other.destroy();
			});
		}
	});
	const target = await listening(server);
	opened.push(() => {
		for (const socket of sockets) socket.destroy();
	});
	return {
		target,
		accepted: () => accepted,
		/** From now on nothing passes on the connections that stand, and nothing says so. New ones are well. */
		goSilent: () => {
			silent = new Set(sockets);
		},
	};
}
