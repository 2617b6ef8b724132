import type { ClientHttp2Session } from "node:http2";
import type { GrpcEnvironment, Keepalive } from "./grpc-options.js";

/** Watches over a connection while calls wait on it. */
export interface Watch {
	/** From now on silence is asked about. */
	start(): void;
	stop(): void;
	/** Something came from the other side. */
	heard(): void;
}

export interface WatchOptions extends Keepalive {
	readonly environment: Pick<GrpcEnvironment, "monotonic" | "setTimer">;
}

/** After a silence the other side is asked for a sign of life; when none comes, the connection is ended. */
export function createWatch(
	session: ClientHttp2Session,
	{ environment, afterMs, timeoutMs }: WatchOptions,
): Watch {
	let lastHeardAt = environment.monotonic();
	let watching = false;
	let stopTimer: () => void = () => undefined;
	const heard = () => {
		lastHeardAt = environment.monotonic();
	};
	const look = () => {
		const quietMs = environment.monotonic() - lastHeardAt;
		if (quietMs >= afterMs) ask();
		else stopTimer = environment.setTimer(look, afterMs - quietMs);
	};
	const ask = () => {
		stopTimer = environment.setTimer(() => session.destroy(), timeoutMs);
		session.ping((error) => {
			if (error !== null || !watching) return;
			heard();
			stopTimer();
			look();
		});
	};
	const stop = () => {
		watching = false;
		stopTimer();
	};
	session.once("close", stop);
	return {
		heard,
		stop,
		start: () => {
			watching = true;
			look();
		},
	};
}
