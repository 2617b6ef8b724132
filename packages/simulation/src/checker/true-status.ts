import type { Device, Program } from "../device/device.js";
import type { Evidence, Rule } from "./rule.js";
import { describe, waitingOf } from "./waiting.js";

/** A status is computed anew soon after each write, not in the same instant. */
const LAG_MS = 100;
/** A page hears of what another one wrote when it looks, every two seconds while it is seen, on a disk that may be slow. */
const PAGE_LAG_MS = 6_000;

/** L3: "in sync" is said only when nothing waits, and no list is older than it says. */
export function trueStatus(evidence: Evidence): Rule {
	const wrongSince = new Map<string, number>();
	const checkProgram = (device: Device, program: Program) => {
		const now = evidence.time.now();
		const key = program.process.name;
		const wrong = wrongOf(device, program);
		if (wrong === undefined) {
			wrongSince.delete(key);
			return;
		}
		const since = wrongSince.get(key) ?? now;
		wrongSince.set(key, since);
		if (now - since > (device.isShared ? PAGE_LAG_MS : LAG_MS))
			evidence.violated(
				"L3",
				device.name,
				`says in sync since ${since}: ${wrong}`,
			);
	};
	const check = () => {
		for (const device of evidence.devices)
			for (const program of device.programs()) checkProgram(device, program);
	};
	return {
		step: check,
		end: check,
		status: (device, status) => {
			if (device.isShared || device.mayBeGone()) return;
			const waiting = waitingOf(device);
			const [first] = waiting;
			if (status.state === "in-sync" && first !== undefined)
				evidence.violated(
					"L3",
					device.name,
					`says in sync while ${describe(first)} waits`,
				);
		},
	};
}

function wrongOf(
	device: Device,
	{ page, process, replicator }: Program,
): string | undefined {
	// Nobody sees what a page says that is frozen or hidden.
	if (process.isFrozen() || (page && page.seenSince() === undefined))
		return undefined;
	if (replicator.status.state !== "in-sync" || device.mayBeGone())
		return undefined;
	const [first] = waitingOf(device);
	return first && `${describe(first)} waits`;
}
