import { constants } from "node:http2";
import type { Answer } from "../engine.js";
import { lost, unsent } from "../rest/failures.js";
import type { GivenUp } from "../rest/within-deadline.js";
import type { Channel } from "./channel.js";
import { converse, type Heard, type Outgoing } from "./converse.js";
import type { GrpcEnvironment } from "./grpc-options.js";
import { type MessageReader, readAnswer } from "./read-answer.js";

export interface Sending {
	readonly outgoing: Outgoing;
	/** Gives the call up. */
	readonly signal: AbortSignal;
	/** `sent` turns true when the first byte may have left. */
	readonly progress: { sent: boolean };
}

/**
 * Sends one call and reads its answer. Never rejects. A call that the other side turned away unlooked at, because it
 * was saying goodbye, goes out once more on a new connection; nothing else is sent twice.
 */
export async function exchange<Value>(
	parts: { readonly channel: Channel; readonly environment: GrpcEnvironment },
	sending: Sending,
	read: MessageReader<Value>,
): Promise<Answer<Value>> {
	const { progress, signal } = sending;
	for (const isLast of [false, true]) {
		const reached = await parts.channel.reach();
		if (!reached.ok) return unsent("unreachable", reached.message);
		if (signal.aborted) break;
		progress.sent = true;
		const heard = await converse(reached.link, sending.outgoing, signal);
		if (!wasTurnedAway(heard))
			return readAnswer(heard, read, parts.environment.now());
		progress.sent = false;
		if (isLast) return unsent("unreachable", turnedAway);
	}
	return unsent("aborted", "The call was given up before it was sent.");
}

/** What a call that was given up came to: known not to have been sent, or in the dark. */
export function givenUp(
	why: GivenUp,
	{ sent }: { readonly sent: boolean },
): Answer<never> {
	if (sent) return lost(why);
	return why === "aborted"
		? unsent("aborted", "The call was given up before it was sent.")
		: unsent("unreachable", "No connection to the Engine came to be in time.");
}

function wasTurnedAway({ headers, endedBy }: Heard): boolean {
	return headers === undefined && endedBy === constants.NGHTTP2_REFUSED_STREAM;
}

const turnedAway = "The Engine took no calls at this time.";
