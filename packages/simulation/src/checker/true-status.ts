import type { Device } from "../device/device.js";
import type { Evidence, Rule } from "./rule.js";
import { describe, waitingOf } from "./waiting.js";

/** A status is computed anew soon after each write, not in the same instant. */
const LAG_MS = 100;

/** L3: "in sync" is said only when nothing waits, and no list is older than it says. */
export function trueStatus(evidence: Evidence): Rule {
	const wrongSince = new Map<string, number>();
	const check = () => {
		for (const device of evidence.devices) {
			const now = evidence.time.now();
			const { name } = device;
			const wrong = wrongOf(device);
			if (wrong === undefined) {
				wrongSince.delete(name);
				continue;
			}
			const since = wrongSince.get(name) ?? now;
			wrongSince.set(name, since);
			if (now - since > LAG_MS)
				evidence.violated("L3", name, `says in sync since ${since}: ${wrong}`);
		}
	};
	return {
		step: check,
		end: check,
		status: (device, status) => {
			const waiting = waitingOf(device);
			const [first] = waiting;
			if (status.state === "in-sync" && first !== undefined)
				evidence.violated(
					"L3",
					device.name,
					`says in sync while ${describe(first)} waits`,
				);
		},
		crashed: ({ name }) => {
			wrongSince.delete(name);
		},
	};
}

function wrongOf(device: Device): string | undefined {
	if (device.isFrozen()) return undefined;
	if (device.program()?.replicator.status.state !== "in-sync") return undefined;
	const [first] = waitingOf(device);
	return first && `${describe(first)} waits`;
}
