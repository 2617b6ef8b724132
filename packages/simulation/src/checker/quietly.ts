import type { Device } from "../device/device.js";
import type { Flight } from "../network/network.js";
import { isWrite } from "../network/wire-call.js";
import { EPOCH_MS } from "../world/platform.js";
import type { Evidence, Rule } from "./rule.js";
import { waitingOf } from "./waiting.js";

const MINUTE_MS = 60_000;
const POLLS_A_MINUTE = 60;
const BACKGROUND_AGE_MS = 600_000;
/** A list may be under way, and a turn be late by a round trip. */
const SLACK_MS = 15_000;
/** Timers of a page in a minute, requests to its disk among them: some 200 are usual, and on Dexie up to 1,800. */
const MOST_TURNS = 3_000;

/**
 * While nobody does anything. L5: polls only, within the budget, and no page wakes again and again. L7: no list is
 * older than promised, what is on screen least of all.
 */
export function quietly(evidence: Evidence): Rule {
	let since: number | undefined;
	let checkTurns = () => {};
	const sentAt = new Map<string, number[]>();
	return {
		idle: () => {
			since = evidence.time.now();
			checkTurns = turns(evidence);
		},
		sent: (flight) => {
			if (since === undefined) return;
			const recent = (sentAt.get(flight.device) ?? []).filter(
				(at) => at > evidence.time.now() - MINUTE_MS,
			);
			recent.push(evidence.time.now());
			sentAt.set(flight.device, recent);
			if (recent.length > POLLS_A_MINUTE + 5)
				evidence.violated(
					"L5",
					flight.device,
					`${recent.length} requests in an idle minute`,
				);
			checkReason(evidence, flight);
		},
		step: () => {
			if (since === undefined) return;
			for (const device of evidence.devices) checkAges(evidence, device);
			checkTurns();
		},
	};
}

/** Looks every minute at how often all pages together woke. */
function turns({ time, devices, violated }: Evidence): () => void {
	let at = time.now();
	let ran = time.ran();
	return () => {
		const minutes = (time.now() - at) / MINUTE_MS;
		if (minutes < 1) return;
		const pages = devices.flatMap((device) => device.programs()).length;
		const each = (time.ran() - ran) / minutes / Math.max(1, pages);
		if (each > MOST_TURNS)
			violated(
				"L5",
				"all",
				`a page woke ${each.toFixed(0)} times in an idle minute`,
			);
		at = time.now();
		ran = time.ran();
	};
}

/** What is parked may be tried again; nothing else is written. */
function checkReason(evidence: Evidence, { id, device, call }: Flight): void {
	const owner = evidence.devices.find(({ name }) => name === device);
	if (owner === undefined || !isWrite(call)) return;
	if (waitingOf(owner).length === 0)
		evidence.violated(
			"L5",
			device,
			`request ${id} writes ${call.collection}/${call.remoteId}, and nothing waits`,
		);
}

function checkAges(evidence: Evidence, device: Device): void {
	const programs = device.programs();
	if (programs.length === 0) return;
	const now = EPOCH_MS + evidence.time.now() + device.clockOffset();
	for (const scope of scopesOf(device)) {
		const ages = programs.map(({ replicator }) => replicator.asOf(scope) ?? 0);
		const asOf = Math.max(...ages);
		if (asOf === 0 || now - asOf > BACKGROUND_AGE_MS + SLACK_MS)
			evidence.violated(
				"L7",
				device.name,
				`${scope} is ${asOf === 0 ? "not listed" : `${now - asOf} ms old`}`,
			);
	}
}

function scopesOf(device: Device): string[] {
	const listed = [...device.disk.documents("orgs").values()].filter(
		(org) =>
			!org._deleted &&
			org.envelope.remoteId !== "" &&
			Reflect.get(org, "reach") !== "reference",
	);
	return [
		"orgs",
		"projects",
		...listed.flatMap(({ id }) => [`org-projects:${id}`, `org-users:${id}`]),
	];
}
