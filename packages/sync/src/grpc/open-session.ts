import { type ClientHttp2Session, connect as connectHttp2 } from "node:http2";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import type { Place } from "./place.js";
import { trustedRoots } from "./trusted-roots.js";
import type { Misfit } from "./why-no-connection.js";

/** What a failed attempt to connect gives: an error of the platform, or what the other side did. */
export type NoSession = { readonly cause: unknown };

export type OpenedSession =
	| { readonly ok: true; readonly session: ClientHttp2Session }
	| ({ readonly ok: false } & NoSession);

/** Large lists should not wait for one window after the other. */
const windowBytes = 8 * 1024 * 1024;

/**
 * A connection that is ready: TCP, TLS if the place is secure, and the other side's HTTP/2 settings. Nothing of a call
 * has been sent by then, so that no bearer meets a server of another kind. `signal` gives it up.
 */
export async function openSession(
	place: Place,
	signal: AbortSignal,
): Promise<OpenedSession> {
	const socket = place.secure ? secureSocket(place) : plainSocket(place);
	const giveUp = () => socket.destroy();
	signal.addEventListener("abort", giveUp);
	try {
		const connected = await whenConnected(socket, place.secure);
		if (connected !== undefined) return { ok: false, cause: connected };
		return await openHttp2(place, socket);
	} finally {
		signal.removeEventListener("abort", giveUp);
	}
}

function plainSocket({ host, port }: Place): Socket {
	return connectTcp({ host, port });
}

function secureSocket({ host, port, ca }: Place): TLSSocket {
	const trusted = ca === undefined ? trustedRoots() : Buffer.from(ca);
	return connectTls({
		host,
		port,
		...(isIP(host) === 0 && { servername: host }),
		...(trusted !== undefined && { ca: trusted }),
		minVersion: "TLSv1.2",
		ALPNProtocols: ["h2"],
	});
}

/** Undefined when it stands, with h2 agreed on if it is secure. */
function whenConnected(
	socket: Socket | TLSSocket,
	secure: boolean,
): Promise<unknown> {
	return new Promise((resolve) => {
		socket.once(secure ? "secureConnect" : "connect", () => {
			socket.setNoDelay(true);
			const agreed =
				!secure || ("alpnProtocol" in socket && socket.alpnProtocol === "h2");
			if (!agreed) socket.destroy();
			resolve(agreed ? undefined : misfit("no-h2"));
		});
		socket.on("error", (error: NodeJS.ErrnoException) =>
			resolve(error.code === "ECONNRESET" ? misfit("hung-up") : error),
		);
		socket.once("close", () => resolve(misfit("hung-up")));
	});
}

/** Waits for the other side's settings: a server of another kind sends none. */
function openHttp2(place: Place, socket: Socket): Promise<OpenedSession> {
	const { host, port, secure } = place;
	const name = isIP(host) === 6 ? `[${host}]` : host;
	const session = connectHttp2(
		`${secure ? "https" : "http"}://${name}:${port}`,
		{
			createConnection: () => socket,
			settings: { enablePush: false, initialWindowSize: windowBytes },
			maxSessionMemory: 1024,
		},
	);
	return new Promise((resolve) => {
		session.on("error", () => undefined);
		session.once("connect", () => session.setLocalWindowSize(windowBytes));
		session.once("remoteSettings", () => resolve({ ok: true, session }));
		session.once("close", () =>
			resolve({ ok: false, cause: misfit("not-http2") }),
		);
	});
}

function misfit(name: Misfit): Misfit {
	return name;
}
