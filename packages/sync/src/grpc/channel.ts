import type { GrpcEnvironment, Keepalive } from "./grpc-options.js";
import { createLink, type Link } from "./link.js";
import { openSession } from "./open-session.js";
import type { Place } from "./place.js";
import { whyNoConnection } from "./why-no-connection.js";

/** A connection to send on, or a sentence about why there is none. */
export type Reached =
	| { readonly ok: true; readonly link: Link }
	| { readonly ok: false; readonly message: string };

/** The one connection of a client, opened when a call needs it and again after it was lost. */
export interface Channel {
	/** Calls at the same time wait for one attempt. Does not reject. */
	reach(): Promise<Reached>;
	/** Ends the connection, or the attempt, and resolves when it is gone. */
	close(): Promise<void>;
}

export interface ChannelOptions {
	readonly place: Place;
	readonly environment: GrpcEnvironment;
	readonly keepalive: Keepalive;
}

/** An attempt that outlives this is a dead one: shorter than a call's deadline, so that the call hears why. */
const attemptMs = 20_000;

export function createChannel(options: ChannelOptions): Channel {
	let link: Link | undefined;
	let attempt: Promise<Reached> | undefined;
	const closing = new AbortController();
	const reach = async (): Promise<Reached> => {
		const reached = await open(options, closing.signal);
		if (reached.ok) link = reached.link;
		attempt = undefined;
		return reached;
	};
	return {
		reach: async () => {
			if (link?.isUsable()) return { ok: true, link };
			attempt ??= reach();
			return attempt;
		},
		close: async () => {
			closing.abort();
			await attempt;
			await ended(link);
		},
	};
}

async function open(
	options: ChannelOptions,
	closing: AbortSignal,
): Promise<Reached> {
	const { place, environment, keepalive } = options;
	const attempt = new AbortController();
	const giveUp = () => attempt.abort();
	closing.addEventListener("abort", giveUp);
	const stopTimer = environment.setTimer(giveUp, attemptMs);
	const opened = await openSession(place, attempt.signal);
	stopTimer();
	closing.removeEventListener("abort", giveUp);
	if (opened.ok)
		return {
			ok: true,
			link: createLink(opened.session, { ...keepalive, environment }),
		};
	const cause = attempt.signal.aborted ? "too-slow" : opened.cause;
	return { ok: false, message: whyNoConnection(place, cause) };
}

function ended(link: Link | undefined): Promise<void> {
	if (link === undefined || link.session.destroyed) return Promise.resolve();
	return new Promise((resolve) => {
		link.session.once("close", () => resolve());
		link.session.destroy();
	});
}
