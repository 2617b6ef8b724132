import type { ClientHttp2Session } from "node:http2";
import { createWatch, type WatchOptions } from "./keepalive.js";

/** One connection in use. */
export interface Link {
	readonly session: ClientHttp2Session;
	/** Whether new calls may go out on it. */
	isUsable(): boolean;
	/** A call began; the returned function says that it is over, once. */
	begin(): () => void;
	/** Something came from the other side. */
	heard(): void;
}

/** Takes a session into use. While no call is on it, it keeps no process alive and asks nothing. */
export function createLink(
	session: ClientHttp2Session,
	options: WatchOptions,
): Link {
	const watch = createWatch(session, options);
	let saidGoodbye = false;
	let calls = 0;
	session.on("goaway", () => {
		saidGoodbye = true;
	});
	session.unref();
	const end = () => {
		calls -= 1;
		if (calls > 0) return;
		watch.stop();
		session.unref();
	};
	const onceOnly = (run: () => void) => {
		let done = false;
		return () => {
			if (!done) run();
			done = true;
		};
	};
	return {
		session,
		isUsable: () => !saidGoodbye && !session.closed && !session.destroyed,
		heard: watch.heard,
		begin: () => {
			calls += 1;
			if (calls === 1) {
				session.ref();
				watch.start();
			}
			return onceOnly(end);
		},
	};
}
