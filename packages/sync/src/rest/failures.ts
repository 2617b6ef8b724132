import type { LostFailure, StatusFailure, UnsentFailure } from "../engine.js";
import type { StatusBody } from "./status-body.js";

/** What an answer says before its body. */
export interface Head {
	readonly status: number;
	readonly retryAfterMs: number | undefined;
	readonly isJson: boolean;
}

interface Failed<Kind> {
	readonly ok: false;
	readonly failure: Kind;
}

export function refused(status: StatusBody, head: Head): Failed<StatusFailure> {
	const { retryAfterMs, status: httpStatus } = head;
	return {
		ok: false,
		failure: { kind: "status", ...status, httpStatus, retryAfterMs },
	};
}

/** Without a head, nothing came back at all. */
export function lost(
	why: LostFailure["why"],
	head?: Head,
): Failed<LostFailure> {
	return {
		ok: false,
		failure: {
			kind: "lost",
			why,
			httpStatus: head?.status ?? 0,
			message: messageByLoss[why],
			retryAfterMs: head?.retryAfterMs,
		},
	};
}

export function unsent(
	why: UnsentFailure["why"],
	message: string,
): Failed<UnsentFailure> {
	return {
		ok: false,
		failure: { kind: "unsent", why, message, retryAfterMs: undefined },
	};
}

const messageByLoss: Readonly<Record<LostFailure["why"], string>> = {
	network: "The Engine could not be reached.",
	timeout: "The Engine did not answer in time.",
	aborted: "The call was given up.",
	unreadable: "The Engine's answer was cut short or made no sense.",
	"not-json":
		"Something other than the Engine answered: check the base URL, or sign in to the network.",
	redirect:
		"Something redirected the call, which is never followed: check the base URL, or sign in to the network.",
	"too-large": "The Engine's answer was larger than this client reads.",
};
