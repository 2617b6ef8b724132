import type { Flight } from "../network/network.js";
import type { Evidence, Rule } from "./rule.js";

const MINUTE_MS = 60_000;
/** Twelve a minute, and what was under way when the first failures came in. */
const MOST_A_MINUTE = 12 + 4;

/** S15: Retry-After is waited for by the whole device, and a failing Engine is left alone most of the time. */
export function pace(evidence: Evidence): Rule {
	const notBefore = new Map<string, number>();
	const failingSince = new Map<string, number>();
	const sentAt = new Map<string, number[]>();
	return {
		sent: ({ id, process, device, call }) => {
			const now = evidence.time.now();
			const asked = notBefore.get(process) ?? 0;
			if (hasTwoLeaders(evidence, device)) return;
			if (now < asked && call.verb !== "auth")
				evidence.violated(
					"S15",
					device,
					`request ${id} goes out, and the Engine asked for nothing before ${asked}`,
				);
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
			const now = evidence.time.now();
			const { process, fault, call } = flight;
			if (
				fault === "http-429-later" &&
				!flight.isGivenUp &&
				call.verb !== "auth"
			)
				notBefore.set(process, now + 7_000);
			if (!isFailure(flight)) failingSince.delete(process);
			else if (!failingSince.has(process)) failingSince.set(process, now);
		},
		// A person asks, or the network is said to be back: then it may be tried at once.
		prodded: ({ name }) => {
			for (const process of failingSince.keys())
				if (process.startsWith(`${name}#`)) failingSince.delete(process);
		},
	};
}

/** Each replicator knows only what it was told itself. */
export function hasTwoLeaders(evidence: Evidence, device: string): boolean {
	const owner = evidence.devices.find(({ name }) => name === device);
	return (owner?.program()?.leaders ?? 1) > 1;
}

/** Not an answer of the Engine itself. */
function isFailure({ status, fault }: Flight): boolean {
	return status === 0 || status === 429 || status >= 500 || fault === "html";
}
