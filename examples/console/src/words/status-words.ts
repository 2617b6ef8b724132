import type { Status } from "@engine-offline/sync";
import type { Reach } from "../device/network.js";
import { agoInWords, counted, forInWords } from "./time-words.js";

/** How much it asks of the reader. */
export type Tone = "calm" | "busy" | "attention";

export interface StatusWords {
	readonly tone: Tone;
	readonly headline: string;
	/** What waits, and how old the lists are. */
	readonly details: readonly string[];
	/** What a person can do about it. */
	readonly offer?: "sign-in" | "confirm-removals" | "see-what-waits";
	readonly progress?: { readonly done: number; readonly all: number };
}

export interface Surroundings {
	readonly reach: Reach;
	/** Wall clock in ms. */
	readonly now: number;
	/** The oldest change that waits for something other than the network, and for what. */
	readonly stuck?: { readonly label: string; readonly why: string } | undefined;
}

/** The status in words. Pure. */
export function statusWords(status: Status, around: Surroundings): StatusWords {
	return { ...stateWords(status, around), details: detailsOf(status, around) };
}

type State = Omit<StatusWords, "details">;

function stateWords(status: Status, { reach, now }: Surroundings): State {
	// The replicator finds out at its next request; the page knows already.
	if (reach === "switched-off" && canBeOffline(status))
		return attention("Offline: you chose to work offline.");
	switch (status.state) {
		case "stopped":
			return attention("Not syncing: this page is closing its store.");
		case "signed-out":
			return {
				...attention(status.message || "Signed out: sign in to sync."),
				offer: "sign-in",
			};
		case "wrong-account":
			return attention(status.message);
		case "offline":
			return attention(
				`Offline${forInWords(status.since, now)}: ${status.message}`,
			);
		case "engine-failing":
			return attention(
				`The Engine has been failing${forInWords(status.since, now)}: ${status.message} It is asked again from time to time.`,
			);
		case "rate-limited":
			return attention(
				"The Engine asks for a pause: it was asked too often. It goes on by itself.",
			);
		case "store-failing":
			return attention(
				`This device could not store something${forInWords(status.since, now)}: ${status.message}`,
			);
		case "removals-held":
			return removalsHeld(status.held);
		default:
			return workWords(status);
	}
}

type AtWork = Extract<
	Status,
	{
		state:
			| "first-sync"
			| "unnamed"
			| "pushing"
			| "catching-up"
			| "parked"
			| "in-sync";
	}
>;

function workWords(status: AtWork): State {
	switch (status.state) {
		case "first-sync":
			return {
				...busy(
					`First sync: ${status.listed} of ${counted(status.lists, "list")}.`,
					status.problem,
				),
				progress: { done: status.listed, all: status.lists },
			};
		case "unnamed":
			return attention("New things wait: say who is signed in to send them.");
		case "pushing":
			return busy(sendingWords(status.waiting - status.parked));
		case "catching-up":
			return busy(
				`Catching up: ${counted(status.stale, "list")} to fetch again.`,
				status.problem,
			);
		case "parked":
			return {
				...attention(
					`${counted(status.parked, "change")} cannot be sent yet. Everything else is in sync.`,
				),
				offer: "see-what-waits",
			};
		case "in-sync":
			return { tone: "calm", headline: "In sync." };
	}
}

/** What was sent last may be answered before it is seen in a list. */
function sendingWords(count: number): string {
	return count === 0
		? "Finishing what is under way."
		: `Sending ${counted(count, "change")}.`;
}

/** `problem`: why it does not come to an end, or ''. */
function busy(headline: string, problem = ""): State {
	return problem === ""
		? { tone: "busy", headline }
		: attention(`${headline} ${problem}`);
}

function attention(headline: string): State {
	return { tone: "attention", headline };
}

/** Some things stay true with a network and without, and have to be put right first. */
function canBeOffline({ state }: Status): boolean {
	return (
		state !== "wrong-account" && state !== "signed-out" && state !== "stopped"
	);
}

function removalsHeld(held: readonly { readonly count: number }[]): State {
	const count = held.reduce((sum, one) => sum + one.count, 0);
	return {
		...attention(
			`The Engine no longer shows ${counted(count, "thing")} that are here. Nothing was removed yet.`,
		),
		offer: "confirm-removals",
	};
}

function detailsOf(status: Status, around: Surroundings): string[] {
	const { reach, now } = around;
	const { waiting, waitingSince, inDoubt, parked, issues, asOf } = status;
	return [
		// A guess of the browser's: an Engine on this very device is reached all the same.
		reach === "no-network" ? "The browser sees no network." : "",
		waiting > 0
			? `${counted(waiting, "change")} waiting, the oldest made ${agoInWords(waitingSince, now)}.`
			: "Nothing waits.",
		inDoubt > 0 ? `${counted(inDoubt, "change")} in doubt.` : "",
		parked > 0 && status.state !== "parked"
			? `${counted(parked, "change")} parked.`
			: "",
		around.stuck ? `“${around.stuck.label}”: ${around.stuck.why}` : "",
		issues > 0 ? `${counted(issues, "thing")} to look at.` : "",
		asOf === undefined
			? "Not everything was fetched yet."
			: `The oldest list was fetched ${agoInWords(asOf, now)}.`,
	].filter((detail) => detail !== "");
}
