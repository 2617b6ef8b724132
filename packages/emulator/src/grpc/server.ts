import {
	createSecureServer,
	createServer,
	type IncomingHttpHeaders,
	type ServerHttp2Session,
	type ServerHttp2Stream,
} from "node:http2";
import {
	type AddressInfo,
	createServer as createTcp,
	type Socket,
} from "node:net";
import type { Certificate } from "../certificate/self-signed.js";
import { listen } from "../http/server.js";

/** Serves one stream; `breakConnection` ends the connection under it without a word. Must not throw. */
export type ServeStream = (
	stream: ServerHttp2Stream,
	headers: IncomingHttpHeaders,
	breakConnection: () => void,
) => void;

export interface GrpcServer {
	readonly port: number;
	/** Ends all connections, whatever they wait for. */
	close(): Promise<void>;
}

/** The first byte of a TLS handshake. */
const handshake = 0x16;

/** Many large answers may wait in one connection: the default of ten megabytes would reset streams. */
const settings = { maxSessionMemory: 512 };

/**
 * HTTP/2 on one port, with TLS (1.2 and 1.3, `h2` by ALPN whatever else the client names) or without, as the first
 * byte of the client says. Throws PortInUseError.
 */
export async function openGrpcServer(
	options: {
		readonly port: number;
		readonly host: string;
		readonly certificate: Certificate;
	},
	serve: ServeStream,
): Promise<GrpcServer> {
	const sockets = new Set<Socket>();
	const { cert, key } = options.certificate;
	const secure = createSecureServer({
		...settings,
		cert,
		key,
		minVersion: "TLSv1.2",
		maxVersion: "TLSv1.3",
	});
	const plain = createServer(settings);
	for (const server of [secure, plain])
		server.on("session", (session) => serveSession(session, sockets, serve));
	secure.on("unknownProtocol", (socket: Socket) => socket.destroy());
	const door = createTcp((socket) => {
		keep(socket, sockets);
		letIn(socket, { secure, plain });
	});
	await listen(door, options);
	// A server that listens on a port has an address of this kind.
	const { port } = door.address() as AddressInfo;
	return {
		port,
		close: () =>
			new Promise((resolve) => {
				door.close(() => resolve());
				for (const socket of sockets) socket.destroy();
			}),
	};
}

function keep(socket: Socket, sockets: Set<Socket>): void {
	sockets.add(socket);
	socket.on("close", () => sockets.delete(socket));
	socket.on("error", () => undefined);
	socket.setNoDelay(true);
}

/** Looks at the first byte, puts it back, and hands the connection on. */
function letIn(
	socket: Socket,
	to: {
		readonly secure: NodeJS.EventEmitter;
		readonly plain: NodeJS.EventEmitter;
	},
): void {
	socket.once("readable", () => {
		const first: Buffer | null = socket.read();
		if (first === null) return;
		socket.unshift(first);
		const server = first[0] === handshake ? to.secure : to.plain;
		server.emit("connection", socket);
	});
}

function serveSession(
	session: ServerHttp2Session,
	sockets: ReadonlySet<Socket>,
	serve: ServeStream,
): void {
	const { remotePort } = session.socket;
	const breakConnection = () => {
		for (const socket of sockets)
			if (socket.remotePort === remotePort) socket.destroy();
	};
	session.on("error", () => undefined);
	session.on("stream", (stream, headers) => {
		stream.on("error", () => undefined);
		serve(stream, headers, breakConnection);
	});
}
