import type { Device, Program } from "../device/device.js";
import type { Evidence, Rule } from "./rule.js";

/** So long it may take, whatever the other pages do; and the reads and writes of taking over on a disk of any pace. */
const ALLOWED_MS = 10_000 + 3_000;

/** L4: of the pages that somebody sees, or of those that go on, one leads. */
export function leads(evidence: Evidence): Rule {
	const leaderlessSince = new Map<string, number>();
	const lastLeader = new Map<string, string>();
	const check = () => {
		for (const device of evidence.devices)
			if (device.isShared) checkDevice(device);
	};
	const checkDevice = (device: Device) => {
		const now = evidence.time.now();
		const { name } = device;
		const awake = device.programs().filter(goesOn);
		const leader = awake.find(({ replicator }) => replicator.leads);
		const candidates = awake.filter(isSeen);
		if (leader !== undefined) noteLeader(device, leader);
		if (
			leader !== undefined ||
			candidates.length === 0 ||
			device.disk.wasFull()
		) {
			leaderlessSince.delete(name);
			return;
		}
		const seenSince = Math.min(
			...candidates.map(({ page }) => page?.seenSince() ?? now),
		);
		const since = Math.max(leaderlessSince.get(name) ?? now, seenSince);
		leaderlessSince.set(name, since);
		if (now - since > ALLOWED_MS)
			evidence.violated(
				"L4",
				name,
				`${candidates.length} pages are seen since ${since}, and none leads`,
			);
	};
	const noteLeader = ({ name }: Device, { process }: Program) => {
		const before = lastLeader.get(name);
		lastLeader.set(name, process.name);
		if (before !== undefined && before !== process.name)
			evidence.counted("takeover", name, `${process.name} after ${before}`);
	};
	return { step: check, end: check };
}

function goesOn({ process }: Program): boolean {
	return !process.isFrozen();
}

function isSeen({ page, replicator }: Program): boolean {
	return (
		page?.seenSince() !== undefined && replicator.status.state !== "stopped"
	);
}
