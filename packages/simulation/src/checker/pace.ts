import type { Flight } from "../network/network.js";
import type { Evidence, Rule } from "./rule.js";

const MINUTE_MS = 60_000;
const RETRY_AFTER_MS = 7_000;
/** Twelve a minute, and what was under way when the first failures came in. */
const MOST_A_MINUTE = 12 + 4;

/** S15: Retry-After is waited for by the whole device, and a failing Engine is left alone most of the time. */
export function pace(evidence: Evidence): Rule {
	const pauses = createPauses(evidence);
	const failingSince = new Map<string, number>();
	const sentAt = new Map<string, number[]>();
	return {
		sent: (flight) => {
			const { id, process, device } = flight;
			if (hasTwoLeaders(evidence, device)) {
				pauses.forget(process);
				return;
			}
			pauses.sent(flight);
			const now = evidence.time.now();
			const since = failingSince.get(process);
			const recent = (sentAt.get(process) ?? []).filter(
				(at) => at > now - MINUTE_MS && at >= (since ?? now),
			);
			recent.push(now);
			sentAt.set(process, recent);
			if (since !== undefined && recent.length > MOST_A_MINUTE)
				evidence.violated(
					"S15",
					device,
					`request ${id} is number ${recent.length} in a minute of failures alone`,
				);
		},
		ended: (flight) => {
			const { process, device } = flight;
			if (!hasTwoLeaders(evidence, device)) pauses.ended(flight);
			if (!isFailure(flight)) failingSince.delete(process);
			else if (!failingSince.has(process))
				failingSince.set(process, evidence.time.now());
		},
		// A person asks, or the network is said to be back: then it may be tried at once.
		prodded: ({ name }) => {
			for (const process of failingSince.keys())
				if (process.startsWith(`${name}#`)) failingSince.delete(process);
		},
	};
}

/** What the Engine asked each process to wait for. */
function createPauses({ time, violated }: Evidence) {
	const known = new Map<string, { since: number; until: number }>();
	return {
		sent: ({ id, process, device, call }: Flight) => {
			const now = time.now();
			const pause = known.get(process);
			// What a thawed process was about to send leaves in the moment in which it hears of the pause.
			const isOn =
				pause !== undefined && pause.since < now && now < pause.until;
			if (!isOn || call.verb === "auth") return;
			violated(
				"S15",
				device,
				`request ${id} goes out, and the Engine asked for nothing before ${pause.until}`,
			);
		},
		ended: ({ process, fault, isGivenUp, call }: Flight) => {
			if (fault !== "http-429-later" || isGivenUp || call.verb === "auth")
				return;
			const now = time.now();
			const before = known.get(process);
			const isOn = before !== undefined && now < before.until;
			const since = isOn ? before.since : now;
			known.set(process, { since, until: now + RETRY_AFTER_MS });
		},
		/** A second leader sends, which was not told; it may stay the only one. */
		forget: (process: string) => known.delete(process),
	};
}

/** Each replicator knows only what it was told itself. */
export function hasTwoLeaders(evidence: Evidence, device: string): boolean {
	const owner = evidence.devices.find(({ name }) => name === device);
	return owner?.programs().some(({ leaders }) => leaders > 1) ?? false;
}

/** Not an answer of the Engine itself. */
function isFailure({ status, fault }: Flight): boolean {
	return status === 0 || status === 429 || status >= 500 || fault === "html";
}
